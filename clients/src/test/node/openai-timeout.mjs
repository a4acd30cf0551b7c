import { failure, openai, print, say } from "./setup.mjs";

const client = openai({ maxRetries: 0 });

print(
  await failure(() =>
    client.chat.completions.create(
      { model: "silent", messages: say("a") },
      { headers: { "x-portkey-request-timeout": "300" } },
    ),
  ),
);
