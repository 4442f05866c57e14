package io.seqstore.query.axis;

import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * The axis of Decimal keys. Every distance is exact until it becomes a double. What is calculated at a key shows it with as
 * few decimals as it needs, because 1.5 and 1.50 are one key.
 */
final class DecimalAxis extends KeyAxis {
    private final EventLayout layout;
    private final EventConverter converter;

    DecimalAxis(EventLayout layout) {
        this.layout = layout;
        this.converter = EventConverter.of(layout);
    }

    BigDecimal number(EventKey key) {
        return (BigDecimal) converter.keyValue(key);
    }

    BigDecimal number(ColumnBatch batch, int row) {
        return (BigDecimal) Objects.requireNonNull(converter.value(batch, row, layout.key()), "a key is never null");
    }

    @Override
    public void divide(EventKey start, EventKey end, int i, int n, KeyPoint at) {
        if (i == n) {
            at.set(end);
            return;
        }
        BigDecimal from = number(start);
        BigDecimal to = number(end);
        BigDecimal parts = BigDecimal.valueOf(n);
        BigDecimal timesParts = from.multiply(parts).add(to.subtract(from).multiply(BigDecimal.valueOf(i)));
        BigDecimal nearest = DecimalQuotient.of(timesParts, parts);
        at.set(converter.eventKey(nearest.max(from).min(to)));
    }

    @Override
    public int addRow(KeyPoint key, ColumnBatch out) {
        int row = out.addRow(key.head());
        converter.setValue(out, row, layout.key(), number(key.key()));
        converter.finishRow(out, row);
        return row;
    }

    @Override
    public Between between() {
        return new DecimalBetween(this);
    }

    @Override
    public KeySteps steps() {
        return new DecimalSteps(this);
    }
}
