// Portkey's 2023 snippets for Anyscale, line by line as far as another language lets them, sent to the gateway.
import OpenAI from "openai";
import { failure, model, print } from "./setup.mjs";

const gateway = new URL(process.argv[2]).origin;
const key = process.argv[3];
const GATEWAY_URL = `${gateway}/v1/chat/completions`;
const messages = [{ role: "user", content: "Say this is a test" }];

// OpenAI's client of that time sent its own key beside the default headers; any will do.
async function chat(defaultHeaders, body) {
  const client = new OpenAI({ baseURL: GATEWAY_URL, apiKey: "unused", defaultHeaders });
  const { data, response } = await client.chat.completions.create({ messages, ...body }).withResponse();
  return { text: data.choices[0].message.content, model: data.model, headers: Object.fromEntries(response.headers) };
}

const proxy = {
  Authorization: "Bearer ANYSCALE_KEY",
  "Content-Type": "application/json",
  "x-portkey-api-key": key,
  "x-portkey-mode": "proxy anyscale",
};
const logs = await chat(proxy, { model });

const metadata = {
  _environment: "production",
  _user: "userid123",
  _organisation: "orgid123",
  _prompt: "summarisationPrompt",
};
const observed = await chat(
  { ...proxy, "x-portkey-trace-id": "my_first_trace", "x-portkey-metadata": JSON.stringify(metadata) },
  { model },
);

// The model comes from the config, and no provider's key from the caller.
const saved = { "x-portkey-api-key": key, "Content-Type": "application/json", "x-portkey-config": "pc-seed" };
const configured = await chat({ ...saved, Authorization: null }, {});
// The same with the key that the SDK sends on its own.
const withOwnKey = await chat(saved, {});

const feedback = await failure(async () => {
  const response = await fetch(`${gateway}/v1/feedback`, {
    method: "POST",
    headers: { "x-portkey-api-key": key, "Content-Type": "application/json" },
    body: JSON.stringify({ trace_id: "my_second_trace_feedback", value: 1, weight: 0.5 }),
  });
  const error = new Error(await response.text());
  error.status = response.status;
  throw error;
});

print({ logs, observed, configured, withOwnKey, feedback });
