// What every script shares: its arguments, the two clients, and one line of JSON as its result.
import OpenAI from "openai";
import { Portkey } from "portkey-ai";

export const [, , baseURL, key, ...more] = process.argv;
export const model = "mistralai/Mistral-7B-Instruct-v0.1";

export const say = (text) => [{ role: "user", content: `Say ${text}` }];

export const weather = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

/** An OpenAI client that knows nothing but where the gateway is and one of its keys. */
export function openai(options = {}) {
  return new OpenAI({ baseURL, apiKey: key, ...options });
}

export function portkey(options = {}) {
  return new Portkey({ baseURL, apiKey: key, ...options });
}

/** What a program can tell about an error that its SDK threw. */
export function described(error) {
  return {
    kind: error.constructor.name,
    status: error.status ?? null,
    type: error.type ?? error.error?.type ?? null,
    code: error.code ?? error.error?.code ?? null,
    message: error.message,
  };
}

/** Runs what has to fail and describes how it did. */
export async function failure(run) {
  try {
    await run();
  } catch (error) {
    return described(error);
  }
  return null;
}

export function print(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
