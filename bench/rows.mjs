// Generated events as CSV, of the shape that kernels/src/generator.rs has: 5,400 days with bursts, 12 kinds and 60 actors
// and 200 places by Zipf, heavy-tailed tolls, titles of five words. The same for the same number, on every machine.
const KINDS = "battle ambush attack siege capture recapture withdrawal airstrike drone-strike bombing mine shelling".split(" ");
const WORDS = "army convoy attack village near road camp patrol fighters market school bridge column post raid north border town mine drone".split(" ");
const FIRST_DAY = 15_340;
const DAYS = 5_400;
const LOT = 50_000;

/** Chunks of text, about 90 bytes a row. */
export function* rows(count) {
  let seed = 7;
  const random = () => ((seed = (seed * 48_271) % 2_147_483_647) - 1) / 2_147_483_646;
  const below = (most) => Math.floor(random() * most);
  const zipf = (most) => Math.floor((most + 1) ** random()) - 1;
  const weights = [];
  for (let day = 0, burst = 0; day < DAYS; day++) {
    burst = below(120) ? burst * 0.93 : 4 + below(20);
    weights.push(1 + burst);
  }
  const sum = weights.reduce((one, other) => one + other);
  yield "id,date,kind,actors,place,killed_low,killed_high,title,source\n";
  let lines = [];
  for (let row = 0, day = 0, passed = weights[0]; row < count; row++) {
    while (passed < (row / count) * sum && day < DAYS - 1) passed += weights[++day];
    const date = new Date((FIRST_DAY + day) * 86_400_000).toISOString().slice(0, 10);
    const actors = new Set([zipf(60), ...(below(2) ? [zipf(60)] : [])].map((at) => `Group ${at}`));
    const low = below(10) < 3 ? "" : Math.floor(1.5 / (random() + 0.005)) - 1;
    const high = low === "" || below(5) ? low : low + 1 + below(low + 3);
    const title = Array.from({ length: 5 }, () => WORDS[below(WORDS.length)]).join(" ");
    lines.push(`e${row},${date},${KINDS[zipf(12)]},${[...actors].join(";")},Place ${zipf(200)},${low},${high},${title},Generated\n`);
    if (lines.length === LOT) yield lines.join(""), (lines = []);
  }
  yield lines.join("");
}

/** Answers /rows-N.csv of a server with so many rows. */
export function answerRows(path, response) {
  const [, count] = path.match(/^\/rows-(\d+)\.csv$/) ?? [];
  if (!count) return false;
  response.writeHead(200, { "content-type": "text/csv" });
  for (const chunk of rows(Number(count))) response.write(chunk);
  response.end();
  return true;
}
