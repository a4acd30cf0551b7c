import { createHeaders } from "portkey-ai";
import { failure, model, openai, portkey, print, say } from "./setup.mjs";

const request = { model, messages: say("this is a test") };
const config = {
  strategy: { mode: "fallback" },
  targets: [
    { provider: "anyscale", api_key: "first", override_params: { model: "fail-500" } },
    { provider: "anyscale", api_key: "second", override_params: { model } },
  ],
};
const cached = { provider: "anyscale", api_key: "k", cache: { mode: "simple", max_age: 60 } };

async function chat(client, body = request) {
  const answer = await client.chat.completions.create(body);
  return { text: answer.choices[0].message.content, headers: answer.getHeaders() };
}

const results = {
  provider: await chat(portkey({ provider: "anyscale", Authorization: "Bearer provider-key" })),
  config: await chat(portkey({ config })),
  saved: await chat(portkey({ config: "pc-saved" })),
  virtualKey: await chat(portkey({ provider: "anyscale", virtualKey: "vk-one" })),
  keyInConfig: await chat(portkey({ config: { virtual_key: "vk-one" } })),
  labelled: await chat(portkey({ config: "pc-saved", traceID: "my_first_trace", metadata: { _user: "userid123" } })),
};

const cache = (options) => chat(portkey({ config: cached, ...options }), { ...request, messages: say("once") });
results.cache = [
  await cache({}),
  await cache({}),
  await cache({ cacheForceRefresh: true }),
  await cache({ cacheNamespace: "other" }),
].map((one) => one.headers["cache-status"] ?? one.headers["x-portkey-cache-status"]);

// The way Portkey's documents show for OpenAI's own client.
const headers = createHeaders({ apiKey: process.argv[3], config, traceID: "by-headers" });
const { response } = await openai({ apiKey: "unused", defaultHeaders: headers })
  .chat.completions.create(request)
  .withResponse();
results.byHeaders = Object.fromEntries(response.headers);

results.customHost = await failure(() =>
  chat(portkey({ provider: "anyscale", Authorization: "Bearer k", customHost: "http://169.254.169.254/v1" })),
);
results.badConfig = await failure(() => chat(portkey({ config: { provider: "anyscale", retry: { attempts: 9 } } })));
print(results);
