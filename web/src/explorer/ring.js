// Places for new nodes: on rings round the node they belong to, where nothing stands yet.

const GAP = 85;

function* rings(centre) {
  for (let ring = 1; ; ring += 1) {
    const radius = ring * GAP * 1.3;
    const places = Math.floor((2 * Math.PI * radius) / GAP);
    for (let place = 0; place < places; place += 1) {
      const angle = (2 * Math.PI * (place + (ring % 2) / 2)) / places;
      yield { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
    }
  }
}

const near = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < GAP * 0.9;

/** `count` places round a centre, none of them on one of the taken ones; always the same for the same input. */
export function freePlaces(centre, count, taken) {
  const found = [];
  for (const place of rings(centre)) {
    if (found.length === count) return found;
    if (!taken.some((other) => near(place, other))) found.push(place);
  }
  return found;
}
