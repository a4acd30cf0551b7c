import { failure, model, openai, print, say } from "./setup.mjs";

const client = openai({ maxRetries: 0 });
const chat = (body, options) => () => client.chat.completions.create({ messages: say("no"), ...body }, options);
const inline = (config) => ({ headers: { "x-portkey-config": JSON.stringify(config) } });
const stream = async () => {
  for await (const chunk of await client.chat.completions.create({ model: "cut-3", messages: say("a b c d e"), stream: true })) {
    void chunk;
  }
};

print({
  wrongKey: await failure(() => openai({ apiKey: "pst_wrong", maxRetries: 0 }).models.list()),
  unknownModel: await failure(chat({ model: "unknown-model" })),
  badRequest: await failure(chat({ model: "fail-400" })),
  rateLimit: await failure(chat({ model: "fail-429" })),
  serverError: await failure(chat({ model: "fail-500" })),
  badConfig: await failure(chat({ model }, inline({ provider: "anyscale", weight: "x" }))),
  unknownRoute: await failure(() => client.post("/chat/nothing", { body: {} })),
  noPlugin: await failure(() => client.files.list()),
  cutStream: await failure(stream),
});
