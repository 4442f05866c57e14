package io.seqstore.query.filter;

import static io.seqstore.query.filter.PropertyOperands.isUnsigned;
import static io.seqstore.query.filter.PropertyOperands.kindOf;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Offsets;
import io.seqstore.types.value.ScalarSlots;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of properties inside objects. Each object is decoded for it, which is slow beside a column of its own. */
final class MemberOperands {
    private MemberOperands() {}

    /**
     * The values of a scalar inside an object.
     *
     * @param path the ids of the properties inside the object, as they are in the types
     * @param code the type of the innermost one
     */
    static Operand of(EventLayout layout, PropertyLayout object, List<String> path, SdsTypeCode code) {
        Members members = new Members(layout, object, path);
        return switch (kindOf(code)) {
            case BOOLEAN -> new FlagMember(members);
            case DOUBLE -> new DoubleMember(members);
            case STRING, GUID, VERSION, DECIMAL -> new ObjectMember(members, code);
            default -> new LongMember(members, code);
        };
    }

    /** Finds scalars inside the objects of a property. */
    private static final class Members {
        private final EventConverter converter;
        private final PropertyLayout object;
        private final List<String> path;

        Members(EventLayout layout, PropertyLayout object, List<String> path) {
            this.converter = EventConverter.of(layout);
            this.object = object;
            this.path = path;
        }

        @Nullable
        Object value(ColumnBatch batch, int row) {
            Object value = converter.value(batch, row, object);
            for (String id : path) {
                value = value instanceof Map<?, ?> map ? map.get(id) : null;
            }
            return value;
        }
    }

    private static final class LongMember extends LongOperand {
        private final Members members;
        private final SdsTypeCode code;
        private final boolean hasOffsets;
        private long[] offsets = new long[0];

        LongMember(Members members, SdsTypeCode code) {
            super(kindOf(code), PropertyOperands.smallest(code), PropertyOperands.greatest(code));
            this.members = members;
            this.code = code;
            this.hasOffsets = code.scalar() == SdsTypeCode.DATE_TIME_OFFSET;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            begin(from, to);
            long[] out = room(to);
            if (hasOffsets && offsets.length < to) {
                offsets = new long[out.length];
            }
            for (int row = from; row < to; row++) {
                Object value = members.value(batch, row);
                if (value == null) {
                    setUnknown(row);
                } else {
                    if (hasOffsets) {
                        offsets[row] = Offsets.minutesOf((OffsetDateTime) value);
                    }
                    long bits = ScalarSlots.toLong(code, value);
                    out[row] = isUnsigned(code) ? KeyForm.ofUnsigned(bits) : bits;
                }
            }
        }

        @Override
        long @Nullable [] offsets(ColumnBatch batch) {
            return hasOffsets ? offsets : null;
        }
    }

    private static final class DoubleMember extends DoubleOperand {
        private final Members members;

        DoubleMember(Members members) {
            this.members = members;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            begin(from, to);
            double[] out = room(to);
            for (int row = from; row < to; row++) {
                if (members.value(batch, row) instanceof Number number) {
                    out[row] = number.doubleValue();
                } else {
                    setUnknown(row);
                }
            }
        }
    }

    private static final class FlagMember extends Condition {
        private final Members members;

        FlagMember(Members members) {
            this.members = members;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            byte[] out = room(to);
            for (int row = from; row < to; row++) {
                Object value = members.value(batch, row);
                out[row] = value == null ? UNKNOWN : value.equals(true) ? TRUE : FALSE;
            }
        }
    }

    private static final class ObjectMember extends ObjectOperand {
        private final Members members;

        ObjectMember(Members members, SdsTypeCode code) {
            super(kindOf(code));
            this.members = members;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            begin(from, to);
            Object[] out = room(to);
            for (int row = from; row < to; row++) {
                Object value = members.value(batch, row);
                if (value == null) {
                    setUnknown(row);
                } else {
                    out[row] = value;
                }
            }
        }
    }
}
