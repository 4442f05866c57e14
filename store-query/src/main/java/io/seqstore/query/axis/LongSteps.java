package io.seqstore.query.axis;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.KeyForm;

/** Distances of keys of 64 bits. */
final class LongSteps extends KeySteps {
    private final KeyForm form;
    private long last;

    LongSteps(KeyForm form) {
        this.form = form;
    }

    @Override
    public void begin(ColumnBatch batch, int row) {
        last = batch.key(row);
    }

    @Override
    public double stepTo(ColumnBatch batch, int row) {
        double distance = form.distance(last, batch.key(row));
        last = batch.key(row);
        return distance;
    }

    @Override
    public void walk(ColumnBatch batch, int row, int count, double[] out) {
        form.distances(batch.keys(), row, count, out);
        last = batch.key(row + count);
    }
}
