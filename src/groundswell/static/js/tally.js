// The counter: + and - change the number, and the strokes mirror it, as on paper.
const LARGEST = 60;
const SVG = "http://www.w3.org/2000/svg";

function path(number) {
  let d = "";
  for (let i = 0; i < number; i++) {
    const start = Math.floor(i / 5) * 32;
    d += i % 5 === 4 ? `M${start} 14l25-8` : `M${start + 4 + (i % 5) * 6} 2l-1.5 16`;
  }
  return d;
}

function drawing(number) {
  const width = Math.floor(number / 5) * 32 + (number % 5) * 6 + 4;
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  svg.setAttribute("class", "strokes");
  svg.setAttribute("viewBox", `0 0 ${width} 20`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", 20);
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path(number));
  svg.append(line);
  return svg;
}

function draw(counter) {
  const input = counter.querySelector("input");
  const place = counter.querySelector("[data-strokes]");
  const number = Number(input.value);
  const drawable = Number.isInteger(number) && number > 0 && number <= LARGEST;
  place?.replaceChildren(...(drawable ? [drawing(number)] : []));
  const least = input.min === "" ? 0 : Number(input.min);
  counter.querySelector('[data-step="-1"]').disabled = input.value === "" || number <= least;
  counter.querySelector('[data-step="1"]').disabled = input.max !== "" && number >= Number(input.max);
}

for (const counter of document.querySelectorAll("[data-tally]")) {
  const input = counter.querySelector("input");
  counter.addEventListener("click", (event) => {
    const step = Number(event.target.closest("[data-step]")?.dataset.step ?? 0);
    if (!step) return;
    input.value = Math.max(0, Number(input.value || 0) + step);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.addEventListener("input", () => draw(counter));
  draw(counter);
}
