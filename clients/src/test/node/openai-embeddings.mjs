import { openai, print } from "./setup.mjs";

const client = openai();
const request = { model: "thenlper/gte-large", input: ["Hello", "World"] };

// Without a format the SDK asks for base64 and decodes it; with one it hands on what came.
const decoded = await client.embeddings.create(request);
const floats = await client.embeddings.create({ ...request, encoding_format: "float" });
const base64 = await client.embeddings.create({ ...request, encoding_format: "base64" });

print({ decoded, floats, base64 });
