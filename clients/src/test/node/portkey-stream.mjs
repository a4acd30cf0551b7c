import { model, portkey, print, say, weather } from "./setup.mjs";

const client = portkey({ config: "pc-saved" });

const chunks = [];
for await (const chunk of await client.chat.completions.create({ model, messages: say("eins zwei drei — ünïcödé ✓"), stream: true })) {
  chunks.push(chunk);
}

const pieces = [];
const tools = { model, messages: [{ role: "user", content: "Weather?" }], tools: [weather], stream: true };
for await (const chunk of await client.chat.completions.create(tools)) {
  pieces.push(chunk);
}

const embedding = await client.embeddings.create({ model: "thenlper/gte-large", input: "Hello" });
const models = await client.models.list();

print({ chunks, pieces, embedding: embedding.data[0].embedding, models: models.data.map((one) => one.id) });
