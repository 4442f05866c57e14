package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What filters ask of texts; all by UTF-16 units, none by the rules of a language (spec 09, 1.3). */
final class TextFunctions {
    private TextFunctions() {}

    /** What may be asked of two texts; the names are those of the functions. */
    enum Test {
        STARTSWITH,
        ENDSWITH,
        CONTAINS;

        Condition of(List<Operand> arguments) {
            return new Tested(this, (ObjectOperand) arguments.get(0), (ObjectOperand) arguments.get(1));
        }

        private boolean holds(String text, String part) {
            return switch (this) {
                case STARTSWITH -> text.startsWith(part);
                case ENDSWITH -> text.endsWith(part);
                case CONTAINS -> text.contains(part);
            };
        }
    }

    /** Makes one text of some. */
    @FunctionalInterface
    interface Change {
        /** The text, or null when it is unknown. */
        @Nullable
        String apply(String[] texts);
    }

    /** The texts that a change makes of so many arguments. */
    static Functions.Maker changed(int count, Change change) {
        return arguments -> new Changed(change, arguments.subList(0, count).toArray(new ObjectOperand[0]));
    }

    static Operand length(List<Operand> arguments) {
        return new Measured((ObjectOperand) arguments.get(0), null);
    }

    static Operand indexOf(List<Operand> arguments) {
        return new Measured((ObjectOperand) arguments.get(0), (ObjectOperand) arguments.get(1));
    }

    static Operand substring(List<Operand> arguments) {
        LongOperand count = arguments.size() > 2 ? (LongOperand) arguments.get(2) : null;
        return new Substring((ObjectOperand) arguments.get(0), (LongOperand) arguments.get(1), count);
    }

    private static final class Tested extends Condition {
        private final Test test;
        private final ObjectOperand texts;
        private final ObjectOperand parts;

        Tested(Test test, ObjectOperand texts, ObjectOperand parts) {
            this.test = test;
            this.texts = texts;
            this.parts = parts;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            texts.evaluate(batch, from, to);
            parts.evaluate(batch, from, to);
            begin(from, to, texts, parts);
            byte[] out = room(to);
            for (int row = from; row < to; row++) {
                if (!isUnknown(row)) {
                    boolean holds = test.holds((String) texts.values()[row], (String) parts.values()[row]);
                    out[row] = holds ? TRUE : FALSE;
                }
            }
            putUnknown(from, to);
        }
    }

    private static final class Changed extends ObjectOperand {
        private final Change change;
        private final ObjectOperand[] arguments;
        private final String[] texts;

        Changed(Change change, ObjectOperand[] arguments) {
            super(Kind.STRING);
            this.change = change;
            this.arguments = arguments;
            this.texts = new String[arguments.length];
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            for (ObjectOperand argument : arguments) {
                argument.evaluate(batch, from, to);
            }
            begin(from, to, arguments);
            Object[] out = room(to);
            for (int row = from; row < to; row++) {
                if (!isUnknown(row)) {
                    String changed = changed(row);
                    if (changed == null) {
                        setUnknown(row);
                    } else {
                        out[row] = changed;
                    }
                }
            }
        }

        private @Nullable String changed(int row) {
            for (int i = 0; i < texts.length; i++) {
                texts[i] = (String) arguments[i].values()[row];
            }
            return change.apply(texts);
        }
    }

    /** The length of texts, or where a part of them begins. */
    private static final class Measured extends LongOperand {
        private final ObjectOperand texts;
        private final @Nullable ObjectOperand parts;

        Measured(ObjectOperand texts, @Nullable ObjectOperand parts) {
            super(Kind.INTEGER, -1, Integer.MAX_VALUE);
            this.texts = texts;
            this.parts = parts;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            texts.evaluate(batch, from, to);
            if (parts == null) {
                begin(from, to, texts);
            } else {
                parts.evaluate(batch, from, to);
                begin(from, to, texts, parts);
            }
            long[] out = room(to);
            for (int row = from; row < to; row++) {
                if (!isUnknown(row)) {
                    String text = (String) texts.values()[row];
                    out[row] = parts == null ? text.length() : text.indexOf((String) parts.values()[row]);
                }
            }
        }
    }

    private static final class Substring extends ObjectOperand {
        private final ObjectOperand texts;
        private final LongOperand starts;
        private final @Nullable LongOperand counts;

        Substring(ObjectOperand texts, LongOperand starts, @Nullable LongOperand counts) {
            super(Kind.STRING);
            this.texts = texts;
            this.starts = starts;
            this.counts = counts;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            texts.evaluate(batch, from, to);
            starts.evaluate(batch, from, to);
            if (counts == null) {
                begin(from, to, texts, starts);
            } else {
                counts.evaluate(batch, from, to);
                begin(from, to, texts, starts, counts);
            }
            Object[] out = room(to);
            for (int row = from; row < to; row++) {
                if (!isUnknown(row)) {
                    String text = (String) texts.values()[row];
                    long start = starts.values()[row];
                    long count = counts == null ? Long.MAX_VALUE : counts.values()[row];
                    if (start < 0 || start > text.length() || count < 0) {
                        setUnknown(row);
                    } else {
                        long end = start + Math.min(count, text.length() - start);
                        out[row] = text.substring((int) start, (int) end);
                    }
                }
            }
        }
    }
}
