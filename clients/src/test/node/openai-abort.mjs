import { failure, openai, print, say } from "./setup.mjs";

// Three ways to lose interest: leave the loop, abort a stream, abort a whole call that has no answer yet.
const client = openai({ maxRetries: 0 });
const ways = {
  leave: async () => {
    for await (const chunk of await client.chat.completions.create({ model: "stalls", messages: say("a b c d"), stream: true })) {
      void chunk;
      break;
    }
  },
  abort: async () => {
    const stream = await client.chat.completions.create({ model: "stalls", messages: say("a b c d"), stream: true });
    for await (const chunk of stream) {
      void chunk;
      stream.controller.abort();
    }
  },
  whole: () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 500);
    return client.chat.completions.create({ model: "silent", messages: say("a") }, { signal: controller.signal });
  },
  timeout: () => client.chat.completions.create({ model: "silent", messages: say("a") }, { timeout: 500 }),
};

const end = await failure(ways[process.argv[4]]);
print({ end });
// The process stays a little, so that what the gateway sees is the connection closed by the SDK and not by its end.
setTimeout(() => {}, 3000).unref();
