-- The tables of the embedded store. Written by python -m graph_schema.generators; do not edit.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Every node known; one without scope is only referred to. id = type code << 40 | counter.
CREATE TABLE node (id INTEGER PRIMARY KEY, type TEXT NOT NULL, accession TEXT NOT NULL, iri TEXT, scope TEXT) STRICT;
CREATE UNIQUE INDEX node_accession ON node (accession, type);
CREATE INDEX node_iri ON node (iri) WHERE iri IS NOT NULL;
CREATE INDEX node_scope ON node (scope, type);

-- Relationships: props JSON by snake_case name; said: 1 by the source's record, 2 by the target's, 3 by both.
CREATE TABLE edge (src INTEGER NOT NULL, type TEXT NOT NULL, dst INTEGER NOT NULL, props TEXT, said INTEGER NOT NULL,
  PRIMARY KEY (src, type, dst)) STRICT, WITHOUT ROWID;
CREATE INDEX edge_back ON edge (dst, type, src);
CREATE INDEX edge_said_back ON edge (dst) WHERE said >= 2;

-- What each place of each source said of a node: JSON of place and hash.
CREATE TABLE contribution (node INTEGER PRIMARY KEY, said TEXT NOT NULL) STRICT;

-- Words of titles, names and accessions; the rowid is the node.
CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize='ascii');

CREATE TABLE "BioProject" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "alias" TEXT,
  "center_name" TEXT,
  "submission_date" TEXT,
  "modified_date" TEXT,
  "name" TEXT,
  "name_sort" TEXT,
  "keywords" TEXT,
  "organisms" TEXT,
  "relevance" TEXT,
  "project_type" TEXT,
  "project_data_types" TEXT,
  "sample_scope" TEXT,
  "material" TEXT,
  "capture" TEXT,
  "methods" TEXT,
  "objectives" TEXT,
  "locus_tag_prefixes" TEXT,
  "grants" TEXT
) STRICT;
CREATE INDEX "BioProject_by_release" ON "BioProject" ("release_date" DESC, "accession");
CREATE INDEX "BioProject_project_type" ON "BioProject" ("project_type", "accession", "scope") WHERE "project_type" IS NOT NULL;
CREATE INDEX "BioProject_sample_scope" ON "BioProject" ("sample_scope", "accession", "scope") WHERE "sample_scope" IS NOT NULL;
CREATE INDEX "BioProject_material" ON "BioProject" ("material", "accession", "scope") WHERE "material" IS NOT NULL;

CREATE TABLE "Dataset" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "alias" TEXT,
  "center_name" TEXT,
  "submission_date" TEXT,
  "modified_date" TEXT,
  "name" TEXT,
  "name_sort" TEXT,
  "keywords" TEXT,
  "organisms" TEXT,
  "dataset_type" TEXT,
  "study_type" TEXT,
  "study_subtype" TEXT,
  "is_foreign" INTEGER,
  "is_longitudinal" INTEGER,
  "is_trios" INTEGER,
  "disease_name" TEXT,
  "hgr_registration" TEXT,
  "metadata_state" TEXT,
  "blocker" TEXT,
  "use_limits" TEXT,
  "conditions_of_access" TEXT,
  "policy_accession" TEXT,
  "license" TEXT,
  "access_asserted_by" TEXT,
  "access_asserted_date" TEXT,
  "openness_score" REAL,
  "request_count" INTEGER,
  "processed_percent" REAL,
  "approved_percent" REAL,
  "mean_processing_days" REAL,
  "data_types" TEXT,
  "data_subtypes" TEXT,
  "body_parts" TEXT,
  "modalities" TEXT,
  "individual_count" INTEGER,
  "sample_count" INTEGER,
  "file_count" INTEGER,
  "total_size" INTEGER
) STRICT;
CREATE INDEX "Dataset_by_release" ON "Dataset" ("release_date" DESC, "accession");
CREATE INDEX "Dataset_dataset_type" ON "Dataset" ("dataset_type", "accession", "scope") WHERE "dataset_type" IS NOT NULL;
CREATE INDEX "Dataset_study_type" ON "Dataset" ("study_type", "accession", "scope") WHERE "study_type" IS NOT NULL;
CREATE INDEX "Dataset_is_longitudinal" ON "Dataset" ("is_longitudinal", "accession", "scope") WHERE "is_longitudinal" IS NOT NULL;
CREATE INDEX "Dataset_is_trios" ON "Dataset" ("is_trios", "accession", "scope") WHERE "is_trios" IS NOT NULL;
CREATE INDEX "Dataset_disease_name" ON "Dataset" ("disease_name", "accession", "scope") WHERE "disease_name" IS NOT NULL;
CREATE INDEX "Dataset_blocker" ON "Dataset" ("blocker", "accession", "scope") WHERE "blocker" IS NOT NULL;

CREATE TABLE "Individual" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "name" TEXT,
  "name_sort" TEXT,
  "sex" TEXT,
  "age_band" TEXT,
  "disease" TEXT,
  "disease_stage" TEXT,
  "disease_outcome" TEXT,
  "health_state" TEXT,
  "group" TEXT,
  "treatment" TEXT,
  "survival_time" TEXT,
  "smoking_status" TEXT,
  "drinking_status" TEXT,
  "pregnancy_status" TEXT,
  "height" REAL,
  "body_weight" REAL,
  "bmi" REAL,
  "ethnicity" TEXT,
  "race" TEXT,
  "province" TEXT,
  "birthplace" TEXT,
  "occupation" TEXT,
  "phenotype" TEXT,
  "population" TEXT,
  "cell_line" TEXT,
  "tissue" TEXT,
  "is_commercial" INTEGER,
  "web_url" TEXT,
  "family" TEXT
) STRICT;
CREATE INDEX "Individual_by_release" ON "Individual" ("release_date" DESC, "accession");
CREATE INDEX "Individual_sex" ON "Individual" ("sex", "accession", "scope") WHERE "sex" IS NOT NULL;
CREATE INDEX "Individual_age_band" ON "Individual" ("age_band", "accession", "scope") WHERE "age_band" IS NOT NULL;
CREATE INDEX "Individual_disease" ON "Individual" ("disease", "accession", "scope") WHERE "disease" IS NOT NULL;
CREATE INDEX "Individual_group" ON "Individual" ("group", "accession", "scope") WHERE "group" IS NOT NULL;
CREATE INDEX "Individual_smoking_status" ON "Individual" ("smoking_status", "accession", "scope") WHERE "smoking_status" IS NOT NULL;
CREATE INDEX "Individual_pregnancy_status" ON "Individual" ("pregnancy_status", "accession", "scope") WHERE "pregnancy_status" IS NOT NULL;
CREATE INDEX "Individual_ethnicity" ON "Individual" ("ethnicity", "accession", "scope") WHERE "ethnicity" IS NOT NULL;
CREATE INDEX "Individual_cell_line" ON "Individual" ("cell_line", "accession", "scope") WHERE "cell_line" IS NOT NULL;
CREATE INDEX "Individual_tissue" ON "Individual" ("tissue", "accession", "scope") WHERE "tissue" IS NOT NULL;

CREATE TABLE "Sample" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "alias" TEXT,
  "center_name" TEXT,
  "submission_date" TEXT,
  "modified_date" TEXT,
  "name" TEXT,
  "name_sort" TEXT,
  "organism" TEXT,
  "package" TEXT,
  "models" TEXT,
  "owner" TEXT,
  "status_date" TEXT,
  "tissue" TEXT,
  "cell_type" TEXT,
  "cell_line" TEXT,
  "sample_type" TEXT,
  "sex" TEXT,
  "age_value" REAL,
  "age_unit" TEXT,
  "development_stage" TEXT,
  "collection_date" TEXT,
  "collected_by" TEXT,
  "biomaterial_provider" TEXT,
  "geographic_location" TEXT,
  "latitude_longitude" TEXT,
  "latitude" REAL,
  "longitude" REAL,
  "disease" TEXT,
  "disease_stage" TEXT,
  "treatment" TEXT,
  "phenotype" TEXT,
  "population" TEXT,
  "isolate" TEXT,
  "strain" TEXT,
  "cultivar" TEXT,
  "breed" TEXT,
  "ecotype" TEXT,
  "genotype" TEXT,
  "karyotype" TEXT,
  "isolation_source" TEXT,
  "culture_collection" TEXT,
  "specimen_voucher" TEXT,
  "passage_history" TEXT,
  "pathotype" TEXT,
  "serotype" TEXT,
  "serovar" TEXT,
  "subgroup" TEXT,
  "subtype" TEXT,
  "host" TEXT,
  "host_age" TEXT,
  "host_age_unit" TEXT,
  "host_sex" TEXT,
  "host_description" TEXT,
  "host_disease" TEXT,
  "host_disease_outcome" TEXT,
  "host_disease_stage" TEXT,
  "host_health_state" TEXT,
  "host_subject_id" TEXT,
  "host_tissue_sampled" TEXT,
  "host_diet" TEXT,
  "disorders" TEXT,
  "growth_protocol" TEXT,
  "height_length" TEXT,
  "temperature" TEXT,
  "environment_type" TEXT,
  "env_broad_scale" TEXT,
  "env_local_scale" TEXT,
  "env_medium" TEXT,
  "preservation" TEXT,
  "embedding_medium" TEXT,
  "section_position" TEXT,
  "section_thickness" REAL,
  "staining" TEXT,
  "rna_integrity_number" REAL,
  "dv200" REAL,
  "permeabilization_time" REAL
) STRICT;
CREATE INDEX "Sample_by_release" ON "Sample" ("release_date" DESC, "accession");
CREATE INDEX "Sample_organism" ON "Sample" ("organism", "accession", "scope") WHERE "organism" IS NOT NULL;
CREATE INDEX "Sample_package" ON "Sample" ("package", "accession", "scope") WHERE "package" IS NOT NULL;
CREATE INDEX "Sample_tissue" ON "Sample" ("tissue", "accession", "scope") WHERE "tissue" IS NOT NULL;
CREATE INDEX "Sample_cell_type" ON "Sample" ("cell_type", "accession", "scope") WHERE "cell_type" IS NOT NULL;
CREATE INDEX "Sample_cell_line" ON "Sample" ("cell_line", "accession", "scope") WHERE "cell_line" IS NOT NULL;
CREATE INDEX "Sample_sample_type" ON "Sample" ("sample_type", "accession", "scope") WHERE "sample_type" IS NOT NULL;
CREATE INDEX "Sample_sex" ON "Sample" ("sex", "accession", "scope") WHERE "sex" IS NOT NULL;
CREATE INDEX "Sample_geographic_location" ON "Sample" ("geographic_location", "accession", "scope") WHERE "geographic_location" IS NOT NULL;
CREATE INDEX "Sample_disease" ON "Sample" ("disease", "accession", "scope") WHERE "disease" IS NOT NULL;
CREATE INDEX "Sample_strain" ON "Sample" ("strain", "accession", "scope") WHERE "strain" IS NOT NULL;
CREATE INDEX "Sample_isolation_source" ON "Sample" ("isolation_source", "accession", "scope") WHERE "isolation_source" IS NOT NULL;
CREATE INDEX "Sample_host" ON "Sample" ("host", "accession", "scope") WHERE "host" IS NOT NULL;
CREATE INDEX "Sample_host_sex" ON "Sample" ("host_sex", "accession", "scope") WHERE "host_sex" IS NOT NULL;
CREATE INDEX "Sample_host_disease" ON "Sample" ("host_disease", "accession", "scope") WHERE "host_disease" IS NOT NULL;
CREATE INDEX "Sample_host_tissue_sampled" ON "Sample" ("host_tissue_sampled", "accession", "scope") WHERE "host_tissue_sampled" IS NOT NULL;

CREATE TABLE "Experiment" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "alias" TEXT,
  "center_name" TEXT,
  "submission_date" TEXT,
  "modified_date" TEXT,
  "name" TEXT,
  "name_sort" TEXT,
  "design_description" TEXT,
  "library_construction_protocol" TEXT,
  "library_name" TEXT,
  "library_strategy" TEXT,
  "library_source" TEXT,
  "library_selection" TEXT,
  "library_layout" TEXT,
  "platform" TEXT,
  "instrument_model" TEXT,
  "nominal_insert_size" INTEGER,
  "nominal_size" INTEGER,
  "nominal_sdev" REAL,
  "read_length1" INTEGER,
  "read_length2" INTEGER,
  "planned_cycles" INTEGER,
  "spot_length" INTEGER,
  "targeted_loci" TEXT
) STRICT;
CREATE INDEX "Experiment_by_release" ON "Experiment" ("release_date" DESC, "accession");
CREATE INDEX "Experiment_library_strategy" ON "Experiment" ("library_strategy", "accession", "scope") WHERE "library_strategy" IS NOT NULL;
CREATE INDEX "Experiment_library_source" ON "Experiment" ("library_source", "accession", "scope") WHERE "library_source" IS NOT NULL;
CREATE INDEX "Experiment_library_selection" ON "Experiment" ("library_selection", "accession", "scope") WHERE "library_selection" IS NOT NULL;
CREATE INDEX "Experiment_library_layout" ON "Experiment" ("library_layout", "accession", "scope") WHERE "library_layout" IS NOT NULL;
CREATE INDEX "Experiment_platform" ON "Experiment" ("platform", "accession", "scope") WHERE "platform" IS NOT NULL;
CREATE INDEX "Experiment_instrument_model" ON "Experiment" ("instrument_model", "accession", "scope") WHERE "instrument_model" IS NOT NULL;

CREATE TABLE "Run" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "alias" TEXT,
  "center_name" TEXT,
  "submission_date" TEXT,
  "modified_date" TEXT,
  "file_type" TEXT,
  "spots" INTEGER,
  "bases" INTEGER,
  "size" INTEGER,
  "run_date" TEXT,
  "run_center" TEXT,
  "instrument_name" TEXT,
  "assembly_name" TEXT,
  "assembly_url" TEXT
) STRICT;
CREATE INDEX "Run_by_release" ON "Run" ("release_date" DESC, "accession");
CREATE INDEX "Run_file_type" ON "Run" ("file_type", "accession", "scope") WHERE "file_type" IS NOT NULL;

CREATE TABLE "Analysis" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "alias" TEXT,
  "center_name" TEXT,
  "submission_date" TEXT,
  "modified_date" TEXT,
  "analysis_type" TEXT,
  "run_date" TEXT,
  "run_center" TEXT,
  "programs" TEXT,
  "assembly_name" TEXT,
  "assembly_method" TEXT,
  "sequencing_technology" TEXT,
  "sequence_count" INTEGER,
  "total_length" INTEGER,
  "n50" INTEGER
) STRICT;
CREATE INDEX "Analysis_by_release" ON "Analysis" ("release_date" DESC, "accession");
CREATE INDEX "Analysis_analysis_type" ON "Analysis" ("analysis_type", "accession", "scope") WHERE "analysis_type" IS NOT NULL;

CREATE TABLE "File" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "name" TEXT,
  "name_sort" TEXT,
  "size" INTEGER,
  "md5" TEXT,
  "sha256" TEXT,
  "checksum" TEXT,
  "checksum_method" TEXT,
  "format" TEXT,
  "file_type" TEXT,
  "role" TEXT,
  "url" TEXT,
  "alternative_urls" TEXT,
  "quality_encoding" TEXT,
  "quality_scoring_system" TEXT,
  "ascii_offset" TEXT,
  "read_types" TEXT
) STRICT;
CREATE INDEX "File_by_release" ON "File" ("release_date" DESC, "accession");
CREATE INDEX "File_md5" ON "File" ("md5") WHERE "md5" IS NOT NULL;
CREATE INDEX "File_format" ON "File" ("format", "accession", "scope") WHERE "format" IS NOT NULL;
CREATE INDEX "File_file_type" ON "File" ("file_type", "accession", "scope") WHERE "file_type" IS NOT NULL;
CREATE INDEX "File_role" ON "File" ("role", "accession", "scope") WHERE "role" IS NOT NULL;

CREATE TABLE "ImagingStudy" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "study_instance_uid" TEXT,
  "days_from_baseline" INTEGER,
  "date_shifted" INTEGER,
  "age_value" REAL,
  "age_unit" TEXT,
  "modalities" TEXT,
  "body_parts" TEXT,
  "series_count" INTEGER,
  "image_count" INTEGER,
  "deidentification_methods" TEXT,
  "patient_identity_removed" INTEGER
) STRICT;
CREATE INDEX "ImagingStudy_by_release" ON "ImagingStudy" ("release_date" DESC, "accession");

CREATE TABLE "ImagingSeries" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "series_instance_uid" TEXT,
  "modality" TEXT,
  "body_part" TEXT,
  "laterality" TEXT,
  "anatomic_regions" TEXT,
  "manufacturer" TEXT,
  "model" TEXT,
  "magnetic_field_strength" REAL,
  "slice_thickness" REAL,
  "row_spacing" REAL,
  "column_spacing" REAL,
  "image_count" INTEGER,
  "series_number" INTEGER,
  "series_description" TEXT,
  "protocol_name" TEXT,
  "contrast_agent" TEXT,
  "convolution_kernel" TEXT,
  "rows" INTEGER,
  "columns" INTEGER,
  "deidentification_methods" TEXT,
  "image_code" TEXT,
  "image_code_version" TEXT,
  "representative_image" TEXT
) STRICT;
CREATE INDEX "ImagingSeries_by_release" ON "ImagingSeries" ("release_date" DESC, "accession");
CREATE INDEX "ImagingSeries_modality" ON "ImagingSeries" ("modality", "accession", "scope") WHERE "modality" IS NOT NULL;
CREATE INDEX "ImagingSeries_body_part" ON "ImagingSeries" ("body_part", "accession", "scope") WHERE "body_part" IS NOT NULL;
CREATE INDEX "ImagingSeries_manufacturer" ON "ImagingSeries" ("manufacturer", "accession", "scope") WHERE "manufacturer" IS NOT NULL;
CREATE INDEX "ImagingSeries_model" ON "ImagingSeries" ("model", "accession", "scope") WHERE "model" IS NOT NULL;
CREATE INDEX "ImagingSeries_magnetic_field_strength" ON "ImagingSeries" ("magnetic_field_strength", "accession", "scope") WHERE "magnetic_field_strength" IS NOT NULL;
CREATE INDEX "ImagingSeries_convolution_kernel" ON "ImagingSeries" ("convolution_kernel", "accession", "scope") WHERE "convolution_kernel" IS NOT NULL;
CREATE INDEX "ImagingSeries_image_code_version" ON "ImagingSeries" ("image_code_version", "accession", "scope") WHERE "image_code_version" IS NOT NULL;

CREATE TABLE "Image" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "sop_instance_uid" TEXT,
  "sop_class_uid" TEXT,
  "transfer_syntax_uid" TEXT,
  "rows" INTEGER,
  "columns" INTEGER,
  "number_of_frames" INTEGER,
  "row_spacing" REAL,
  "column_spacing" REAL,
  "instance_number" INTEGER,
  "size" INTEGER,
  "plane" TEXT,
  "image_code" TEXT,
  "image_code_version" TEXT,
  "pixels_clean" INTEGER
) STRICT;
CREATE INDEX "Image_by_release" ON "Image" ("release_date" DESC, "accession");
CREATE INDEX "Image_sop_class_uid" ON "Image" ("sop_class_uid", "accession", "scope") WHERE "sop_class_uid" IS NOT NULL;
CREATE INDEX "Image_plane" ON "Image" ("plane", "accession", "scope") WHERE "plane" IS NOT NULL;
CREATE INDEX "Image_image_code_version" ON "Image" ("image_code_version", "accession", "scope") WHERE "image_code_version" IS NOT NULL;

CREATE TABLE "Taxon" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "scientific_name" TEXT,
  "scientific_name_sort" TEXT,
  "common_name" TEXT,
  "rank" TEXT,
  "parent_taxon" TEXT,
  "lineage" TEXT,
  "synonyms" TEXT
) STRICT;
CREATE INDEX "Taxon_by_release" ON "Taxon" ("release_date" DESC, "accession");
CREATE INDEX "Taxon_rank" ON "Taxon" ("rank", "accession", "scope") WHERE "rank" IS NOT NULL;

CREATE TABLE "OntologyTerm" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "label" TEXT,
  "label_sort" TEXT,
  "ontology" TEXT,
  "ontology_version" TEXT,
  "synonyms" TEXT
) STRICT;
CREATE INDEX "OntologyTerm_by_release" ON "OntologyTerm" ("release_date" DESC, "accession");
CREATE INDEX "OntologyTerm_ontology" ON "OntologyTerm" ("ontology", "accession", "scope") WHERE "ontology" IS NOT NULL;

CREATE TABLE "Publication" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "doi" TEXT,
  "pmid" TEXT,
  "journal" TEXT,
  "year" INTEGER,
  "citation" TEXT
) STRICT;
CREATE INDEX "Publication_by_release" ON "Publication" ("release_date" DESC, "accession");
CREATE INDEX "Publication_journal" ON "Publication" ("journal", "accession", "scope") WHERE "journal" IS NOT NULL;
CREATE INDEX "Publication_year" ON "Publication" ("year", "accession", "scope") WHERE "year" IS NOT NULL;

CREATE TABLE "Organization" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "name" TEXT,
  "name_sort" TEXT,
  "abbreviation" TEXT,
  "ror" TEXT,
  "country" TEXT,
  "organization_type" TEXT
) STRICT;
CREATE INDEX "Organization_by_release" ON "Organization" ("release_date" DESC, "accession");
CREATE INDEX "Organization_country" ON "Organization" ("country", "accession", "scope") WHERE "country" IS NOT NULL;

CREATE TABLE "DataAccessCommittee" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "name" TEXT,
  "name_sort" TEXT
) STRICT;
CREATE INDEX "DataAccessCommittee_by_release" ON "DataAccessCommittee" ("release_date" DESC, "accession");

CREATE TABLE "AccessRequest" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "request_state" TEXT,
  "request_date" TEXT,
  "decision_date" TEXT
) STRICT;
CREATE INDEX "AccessRequest_by_release" ON "AccessRequest" ("release_date" DESC, "accession");
CREATE INDEX "AccessRequest_request_state" ON "AccessRequest" ("request_state", "accession", "scope") WHERE "request_state" IS NOT NULL;

CREATE TABLE "QcReport" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "rule_set" TEXT,
  "rule_set_version" TEXT,
  "rule_set_hash" TEXT,
  "key_id" TEXT,
  "deidentification_methods" TEXT,
  "activity" TEXT,
  "verdict" TEXT,
  "error_count" INTEGER,
  "warning_count" INTEGER,
  "info_count" INTEGER,
  "software" TEXT,
  "version" TEXT,
  "read_length_type" TEXT,
  "spot_count" INTEGER,
  "base_count" INTEGER,
  "gc_content" REAL,
  "base_counts" TEXT,
  "quality_counts" TEXT,
  "read_statistics" TEXT,
  "file_format" TEXT,
  "file_container" TEXT,
  "record_count" INTEGER,
  "q20_fraction" REAL,
  "q30_fraction" REAL,
  "q30_band" TEXT,
  "mean_quality" REAL,
  "mean_read_length" REAL,
  "read_length_n50" INTEGER,
  "max_read_length" INTEGER,
  "duplicate_name_count" INTEGER,
  "quality_offset" INTEGER,
  "name_style" TEXT,
  "instruments" TEXT,
  "mapped_fraction" REAL,
  "assembly" TEXT,
  "read_groups" TEXT,
  "length_counts" TEXT,
  "gc_counts" TEXT,
  "position_statistics" TEXT,
  "md5" TEXT,
  "sha256" TEXT
) STRICT;
CREATE INDEX "QcReport_by_release" ON "QcReport" ("release_date" DESC, "accession");
CREATE INDEX "QcReport_rule_set" ON "QcReport" ("rule_set", "accession", "scope") WHERE "rule_set" IS NOT NULL;
CREATE INDEX "QcReport_verdict" ON "QcReport" ("verdict", "accession", "scope") WHERE "verdict" IS NOT NULL;
CREATE INDEX "QcReport_file_format" ON "QcReport" ("file_format", "accession", "scope") WHERE "file_format" IS NOT NULL;
CREATE INDEX "QcReport_file_container" ON "QcReport" ("file_container", "accession", "scope") WHERE "file_container" IS NOT NULL;
CREATE INDEX "QcReport_q30_band" ON "QcReport" ("q30_band", "accession", "scope") WHERE "q30_band" IS NOT NULL;
CREATE INDEX "QcReport_quality_offset" ON "QcReport" ("quality_offset", "accession", "scope") WHERE "quality_offset" IS NOT NULL;
CREATE INDEX "QcReport_name_style" ON "QcReport" ("name_style", "accession", "scope") WHERE "name_style" IS NOT NULL;
CREATE INDEX "QcReport_assembly" ON "QcReport" ("assembly", "accession", "scope") WHERE "assembly" IS NOT NULL;
CREATE INDEX "QcReport_md5" ON "QcReport" ("md5") WHERE "md5" IS NOT NULL;

CREATE TABLE "QcFinding" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "code" TEXT,
  "severity" TEXT,
  "source" TEXT,
  "location" TEXT,
  "message" TEXT,
  "hint" TEXT,
  "rule_set" TEXT,
  "error_class" TEXT,
  "file_index" INTEGER,
  "line" INTEGER
) STRICT;
CREATE INDEX "QcFinding_by_release" ON "QcFinding" ("release_date" DESC, "accession");
CREATE INDEX "QcFinding_code" ON "QcFinding" ("code", "accession", "scope") WHERE "code" IS NOT NULL;
CREATE INDEX "QcFinding_severity" ON "QcFinding" ("severity", "accession", "scope") WHERE "severity" IS NOT NULL;
CREATE INDEX "QcFinding_rule_set" ON "QcFinding" ("rule_set", "accession", "scope") WHERE "rule_set" IS NOT NULL;

CREATE TABLE "TaxonProfile" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "software" TEXT,
  "version" TEXT,
  "reference_database" TEXT,
  "database_digest" TEXT,
  "kmer_length" INTEGER,
  "scaled" INTEGER,
  "total_count" INTEGER,
  "analyzed_count" INTEGER,
  "identified_count" INTEGER,
  "pruned_taxa" INTEGER,
  "pruned_count" INTEGER
) STRICT;
CREATE INDEX "TaxonProfile_by_release" ON "TaxonProfile" ("release_date" DESC, "accession");

CREATE TABLE "Release" (
  id INTEGER PRIMARY KEY,
  "accession" TEXT NOT NULL UNIQUE,
  "iri" TEXT NOT NULL,
  "archive" TEXT,
  "scope" TEXT NOT NULL,
  "title" TEXT,
  "title_sort" TEXT,
  "description" TEXT,
  "release_state" TEXT,
  "access_type" TEXT,
  "release_date" TEXT,
  "submission_accession" TEXT,
  "attributes" TEXT,
  "missing_reasons" TEXT,
  "external_references" TEXT,
  "provenance" TEXT,
  "version" TEXT,
  "sha256" TEXT,
  "node_count" INTEGER,
  "relationship_count" INTEGER,
  "triple_count" INTEGER,
  "delta_from" TEXT,
  "url" TEXT
) STRICT;
CREATE INDEX "Release_by_release" ON "Release" ("release_date" DESC, "accession");
