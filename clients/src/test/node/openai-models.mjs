import { openai, print } from "./setup.mjs";

const ids = [];
for await (const one of openai().models.list()) {
  ids.push(one.id);
}

print({ ids });
