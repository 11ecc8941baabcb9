package io.rafka.page;

import java.util.List;
import java.util.Objects;

/** How well texts can be told from what is behind them, as the WCAG define it. */
final class Contrast {
    /** Visible texts with a contrast below the level AA, 4.5. */
    private static final String SCRIPT = """
            const channels = color => color.match(/[\\d.]+/g).map(Number);
            const luminance = color => {
                const [r, g, b] = channels(color).map(c => c / 255)
                    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const behind = element => {
                for (let each = element; each !== null; each = each.parentElement) {
                    const color = getComputedStyle(each).backgroundColor;
                    if ((channels(color)[3] ?? 1) > 0) {
                        return color;
                    }
                }
                return 'rgb(255, 255, 255)';
            };
            const hasText = element => [...element.childNodes]
                .some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
            return [...document.body.querySelectorAll('*')]
                .filter(element => hasText(element) && element.getClientRects().length > 0)
                .filter(element => !element.closest('noscript, option'))
                .map(element => {
                    const style = getComputedStyle(element);
                    const front = element instanceof SVGElement ? style.fill : style.color;
                    const [a, b] = [luminance(front), luminance(behind(element))];
                    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                    return { contrast, text: element.textContent };
                })
                .filter(({ contrast }) => !(contrast >= 4.5))
                .map(({ contrast, text }) => contrast.toFixed(2) + ' ' + text);
            """;

    private Contrast() {}

    /** Those that are hard to read, with their contrast. */
    static List<?> tooLow(Browser browser) {
        return (List<?>) Objects.requireNonNull(browser.run(SCRIPT));
    }

    /** How bright the page's background is, from 0 to 255. */
    static double brightness(Browser browser) {
        Object mean = browser.run("""
                const channels = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
                return (channels[0] + channels[1] + channels[2]) / 3.0;
                """);
        return ((Number) Objects.requireNonNull(mean)).doubleValue();
    }
}
