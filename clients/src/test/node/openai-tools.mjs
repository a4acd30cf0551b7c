import { model, openai, print, weather } from "./setup.mjs";

const client = openai();
const request = { model, messages: [{ role: "user", content: "Weather?" }], tools: [weather] };

const answer = await client.chat.completions.create(request);
const call = answer.choices[0].message.tool_calls[0];

const pieces = [];
const stream = client.chat.completions.stream(request);
stream.on("chunk", (chunk) => pieces.push(chunk));
const streamed = (await stream.finalChatCompletion()).choices[0];

// The conversation goes on as agents do it: the call, then what the tool said.
const next = await client.chat.completions.create({
  model,
  messages: [
    ...request.messages,
    answer.choices[0].message,
    { role: "tool", tool_call_id: call.id, content: '{"celsius":21}' },
  ],
});

print({ answer, call, pieces, streamed, next });
