package io.seqstore.query.axis;

import io.seqstore.types.event.ColumnBatch;
import java.math.BigDecimal;

/** Distances of decimals: the doubles nearest to the exact ones. */
final class DecimalSteps extends KeySteps {
    private final DecimalAxis axis;
    private BigDecimal last = BigDecimal.ZERO;

    DecimalSteps(DecimalAxis axis) {
        this.axis = axis;
    }

    @Override
    public void begin(ColumnBatch batch, int row) {
        last = axis.number(batch, row);
    }

    @Override
    public double stepTo(ColumnBatch batch, int row) {
        BigDecimal next = axis.number(batch, row);
        double distance = next.subtract(last).doubleValue();
        last = next;
        return distance;
    }

    @Override
    public void walk(ColumnBatch batch, int row, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = stepTo(batch, row + i + 1);
        }
    }
}
