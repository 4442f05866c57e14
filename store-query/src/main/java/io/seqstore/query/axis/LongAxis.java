package io.seqstore.query.axis;

import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.schema.SdsTypeCode;

/** The axis of keys that are 64 bits: whole numbers, and floating point ones. */
final class LongAxis extends KeyAxis {
    private final SdsTypeCode code;
    private final KeyForm form;

    LongAxis(SdsTypeCode code, KeyForm form) {
        this.code = code;
        this.form = form;
    }

    @Override
    public void divide(EventKey start, EventKey end, int i, int n, KeyPoint at) {
        at.set(divide(start.head(), end.head(), i, n));
    }

    private long divide(long start, long end, int i, int n) {
        if (i == n) {
            return end;
        }
        if (form == KeyForm.FLOATING) {
            return KeyForm.ofDouble(divide(KeyForm.toDouble(start), KeyForm.toDouble(end), i, n));
        }
        // With end - start = quotient * n + remainder nothing overflows: remainder * i is less than n * n.
        long length = end - start;
        long quotient = Long.divideUnsigned(length, n);
        long remainder = Long.remainderUnsigned(length, n);
        return start + quotient * i + remainder * i / n;
    }

    private double divide(double start, double end, int i, int n) {
        double at = start + (end - start) * i / n;
        if (!Double.isFinite(at)) {
            double part = (double) i / n;
            at = start * (1 - part) + end * part;
        }
        double representable = code == SdsTypeCode.SINGLE ? (float) at : at;
        return Math.max(start, Math.min(representable, end));
    }

    @Override
    public int addRow(KeyPoint key, ColumnBatch out) {
        return out.addRow(key.head());
    }

    @Override
    public Between between() {
        return new LongBetween(form);
    }

    @Override
    public KeySteps steps() {
        return new LongSteps(form);
    }
}
