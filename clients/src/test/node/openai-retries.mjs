import { failure, model, openai, print, say } from "./setup.mjs";

// Each with the SDK's own retries on, as they are by default.
const client = openai();
const chat = (config) => () =>
  client.chat.completions.create(
    { model: "fail-503", messages: say("no") },
    { headers: { "x-portkey-config": JSON.stringify(config) } },
  );
const target = { provider: "anyscale", api_key: "k" };
const run = {
  retry: () => failure(chat({ ...target, retry: { attempts: 1 } })),
  fallback: () => failure(chat({ strategy: { mode: "fallback" }, targets: [target, target] })),
  plain: () => failure(chat(target)),
};

print(await run[process.argv[4]]());
