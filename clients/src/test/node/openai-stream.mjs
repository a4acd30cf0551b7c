import { model, openai, print, say } from "./setup.mjs";

const client = openai();
const request = { model, messages: say("one two three four") };

const chunks = [];
for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
  chunks.push(chunk);
}

const counted = [];
const asked = { ...request, stream: true, stream_options: { include_usage: true } };
for await (const chunk of await client.chat.completions.create(asked)) {
  counted.push(chunk);
}

const helper = client.chat.completions.stream(request);
const whole = await helper.finalChatCompletion();

print({ chunks, counted, whole });
