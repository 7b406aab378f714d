// Contrast of words inside charts. axe looks at HTML text only; a chart's words lie on bars and bands.

/** Runs inside the page, which must be as high as its contents so that every point can be probed. */
function probe() {
  // [r, g, b, alpha] of a computed colour.
  const colour = (text) => {
    const [r, g, b, a = 1] = (text.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return text.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  // Relative luminance and contrast ratio, WCAG 2.2.
  const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
  const opacity = (e) => (e ? Number(getComputedStyle(e).opacity) * opacity(e.parentElement) : 1);
  const fill = (e, style = getComputedStyle(e)) => {
    const [r, g, b, a] = colour(style.fill);
    return [r, g, b, a * Number(style.fillOpacity) * opacity(e)];
  };
  const hasFill = (e) => !["none", "transparent"].includes(getComputedStyle(e).fill) && !getComputedStyle(e).fill.startsWith("url");
  // What is painted under a point, from the paper up.
  const ground = (x, y) => {
    const layers = [];
    for (const e of document.elementsFromPoint(x, y)) {
      if (e instanceof SVGElement && !["svg", "g", "text", "tspan", "a", "title"].includes(e.localName)) {
        if (hasFill(e)) layers.unshift(fill(e));
      } else if (!(e instanceof SVGElement) || e.localName === "svg") {
        layers.unshift(colour(getComputedStyle(e).backgroundColor));
      }
    }
    const paper = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reduce((below, layer) => over(layer, below), paper);
  };
  const findings = [];
  for (const text of document.querySelectorAll("svg text")) {
    const box = text.getBoundingClientRect();
    if (!text.textContent.trim() || box.width === 0 || !hasFill(text)) continue;
    const size = parseFloat(getComputedStyle(text).fontSize);
    const needed = size >= 24 || (size >= 18.66 && Number(getComputedStyle(text).fontWeight) >= 700) ? 3 : 4.5;
    for (const at of [0.15, 0.5, 0.85]) {
      const behind = ground(box.left + box.width * at, box.top + box.height / 2);
      const found = ratio(over(fill(text), behind), behind);
      if (found < needed - 0.01) {
        const rgb = (c) => `rgb(${c.slice(0, 3).map(Math.round).join(" ")})`;
        findings.push(`chart text "${text.textContent.trim()}" ${rgb(fill(text))} on ${rgb(behind)}: ${found.toFixed(2)} of ${needed}`);
        break;
      }
    }
  }
  return findings;
}

/** Every word in a chart of the page that is too faint against what lies behind it. */
export async function chartContrast(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const size = page.viewportSize();
  await page.setViewportSize({ width: size.width, height: Math.min(height + 10, 16000) });
  const found = await page.evaluate(probe);
  await page.setViewportSize(size);
  return found;
}
