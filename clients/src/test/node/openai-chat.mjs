import { model, openai, print, say } from "./setup.mjs";

const { data, response } = await openai()
  .chat.completions.create({ model, messages: say("this is a test"), temperature: 0.2 })
  .withResponse();

print({ answer: data, text: data.choices[0].message.content, headers: Object.fromEntries(response.headers) });
