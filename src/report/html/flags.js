// Shows the flags where the fonts have them: two letters that become one picture are hardly wider than one, and in colour.
(function () {
  "use strict";
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 24;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return;
  context.font = "16px sans-serif";
  const one = "\u{1F1F0}";
  const two = "\u{1F1F0}\u{1F1FF}";
  if (context.measureText(two).width > 1.6 * context.measureText(one).width) return;
  context.fillText(two, 0, 18);
  const pixels = context.getImageData(0, 0, 24, 24).data;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i] !== pixels[i + 1] || pixels[i + 1] !== pixels[i + 2]) {
      for (const flag of document.querySelectorAll(".flag")) flag.hidden = false;
      return;
    }
  }
})();
