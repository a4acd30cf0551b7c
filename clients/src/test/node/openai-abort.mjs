import { failure, openai, print, say } from "./setup.mjs";

// The ways to lose interest: leave the loop, abort a stream, abort a whole call without an answer yet, run out of time.
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

const ends = {};
for (const [name, way] of Object.entries(ways)) {
  ends[name] = await failure(way);
}
print(ends);
// The process stays a while, so that the gateway sees what the SDK closes and not the end of the process.
await new Promise((resolve) => setTimeout(resolve, 1000));
