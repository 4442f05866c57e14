package io.seqstore.types.view;

import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.List;

/** Which types a view can map onto each other (spec 05, section 3.3). Stateless. */
final class Compatibility {
    private Compatibility() {}

    /** Whether values of one type can become values of another, given a nested view or not. */
    static boolean isCompatible(SdsType from, SdsType to, boolean hasNestedView) {
        SdsTypeCode source = from.typeCode();
        SdsTypeCode target = to.typeCode();
        if (isNumeric(source) || isNumeric(target)) {
            return isNumeric(source) && isNumeric(target);
        }
        if (source.isEnum() || target.isEnum()) {
            return source.isEnum() && target.isEnum();
        }
        if (source == SdsTypeCode.OBJECT || target == SdsTypeCode.OBJECT) {
            return source == target && (hasNestedView || haveSameId(from, to));
        }
        if (source.isCollection() || target.isCollection()) {
            return source == target
                    && (haveSameId(from, to) || areIdentical(from.genericArguments(), to.genericArguments()));
        }
        return source.withoutNull() == target.withoutNull();
    }

    /** Whether two types are the same: their codes, and their ids where these name a type. */
    static boolean isIdentical(SdsType one, SdsType other) {
        return one.typeCode() == other.typeCode() && (!one.typeCode().isReferenced() || haveSameId(one, other));
    }

    /** Codes 5 to 15 and their nullable forms. */
    static boolean isNumeric(SdsTypeCode code) {
        if (!code.isPlainScalar() && !code.isNullableScalar()) {
            return false;
        }
        int scalar = code.scalar().number();
        return scalar >= SdsTypeCode.SBYTE.number() && scalar <= SdsTypeCode.DECIMAL.number();
    }

    private static boolean areIdentical(List<SdsType> some, List<SdsType> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!isIdentical(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean haveSameId(SdsType one, SdsType other) {
        String id = one.id();
        String otherId = other.id();
        return id != null && otherId != null && IdOrder.same(id, otherId);
    }
}
