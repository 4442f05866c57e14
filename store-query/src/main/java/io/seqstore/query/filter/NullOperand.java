package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;

/** The word null, and whatever is calculated with it: unknown for every row. */
final class NullOperand extends Operand {
    NullOperand() {
        super(Kind.NULL);
    }

    @Override
    void evaluate(ColumnBatch batch, int from, int to) {
        begin(from, to);
        for (int row = from; row < to; row++) {
            setUnknown(row);
        }
    }
}
