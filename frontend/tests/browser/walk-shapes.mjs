// Walks the other ways of the procedure through a running demo city: node tests/browser/walk-shapes.mjs <platform address> [walk]...
// What is not looked at is prepared through /graphql. Screenshots go to SHOTS when set.
import { enterProduct } from "./live/product.mjs";
import * as afterwards from "./live/afterwards.mjs";
import * as lost from "./live/lost.mjs";
import * as people from "./live/people.mjs";
import * as returns from "./live/returns.mjs";
import * as reviews from "./live/reviews.mjs";
import * as shapes from "./live/shapes.mjs";
import * as together from "./live/together.mjs";

const [platform = "http://localhost:8000", ...wanted] = process.argv.slice(2);
const byHand = { ...lost };
const walks = { ...shapes, ...returns, ...reviews, ...afterwards, ...together, ...people };
const product = await enterProduct(platform);
for (const name of wanted.length > 0 ? wanted : Object.keys(walks)) {
  const began = Date.now();
  try {
    await (walks[name] ?? byHand[name])(product);
  } catch (error) {
    product.note(`${name}: ${error.message.split("\n").slice(0, 6).join(" ")}`, false);
    await product.shotAll();
  }
  console.log(`---- ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
await product.close();
process.exit(product.failures === 0 ? 0 : 1);
