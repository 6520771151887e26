# The service: pages, GraphQL and the command line, as an unprivileged user.
FROM node:24-slim AS web
WORKDIR /src/web
COPY web/ ./
RUN npm ci --ignore-scripts --no-audit --no-fund && npm run build

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.lock ./
RUN pip install --require-hashes --no-deps -r requirements.lock
COPY ontologies ontologies
COPY graph_schema graph_schema
COPY qc qc
COPY loaders loaders
COPY graph_store graph_store
COPY exports exports
COPY api api
COPY cli cli
COPY examples examples
COPY docs/record.schema.json docs/record.schema.json
COPY --from=web /src/api/ui/static api/ui/static
RUN useradd --system --uid 10001 --create-home gsagraph && mkdir /data && chown gsagraph /data
USER gsagraph
VOLUME /data
ENV GSAGRAPH_STORE=sqlite:////data/gsagraph.db
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "cli"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
