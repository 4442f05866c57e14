package io.seqstore.cli.terminal;

import org.jspecify.annotations.Nullable;

/**
 * A line of a table or plot.
 *
 * @param lead how it begins, in faint ink if the rest has an ink
 * @param text what follows
 * @param ink how that stands out; null for plain text
 */
record TableLine(String lead, String text, @Nullable Ink ink) {
    TableLine(String text, @Nullable Ink ink) {
        this("", text, ink);
    }
}
