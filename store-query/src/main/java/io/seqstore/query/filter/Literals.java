package io.seqstore.query.filter;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarSlots;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.TypedValues;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values that are written in a filter (spec 09, 1.2). A text becomes what the operand beside it is. */
final class Literals {
    private final FilterText filter;

    Literals(FilterText filter) {
        this.filter = filter;
    }

    Operand operand(Node.Literal literal) {
        return switch (literal.kind()) {
            case NULL -> new NullOperand();
            case BOOLEAN ->
                Condition.constant(literal.text().equalsIgnoreCase("true") ? Condition.TRUE : Condition.FALSE);
            case NUMBER -> number(literal);
            case STRING ->
                ObjectOperand.constant(
                        Kind.STRING, filter.ignoresCase() ? IdRule.fold(literal.text()) : literal.text());
            case DATE_TIME -> slot(literal, Kind.DATE_TIME, SdsTypeCode.DATE_TIME);
            case TIME_SPAN -> slot(literal, Kind.TIME_SPAN, SdsTypeCode.TIME_SPAN);
            case GUID -> object(literal, Kind.GUID, SdsTypeCode.GUID);
        };
    }

    private Operand number(Node.Literal literal) {
        String text = literal.text();
        if (text.equals("NaN")) {
            return DoubleOperand.constant(Double.NaN);
        }
        if (text.equals("INF")) {
            return DoubleOperand.constant(Double.POSITIVE_INFINITY);
        }
        char last = text.toLowerCase(Locale.ROOT).charAt(text.length() - 1);
        boolean hasSuffix = Character.isLetter(last);
        String digits = hasSuffix ? text.substring(0, text.length() - 1) : text;
        boolean isWhole = digits.chars().allMatch(Character::isDigit);
        if (last == 'm') {
            return ObjectOperand.constant(Kind.DECIMAL, parsed(literal, SdsTypeCode.DECIMAL, digits));
        }
        if (isWhole && (last == 'l' || !hasSuffix)) {
            return Numbers.constant(new BigInteger(digits));
        }
        if (last == 'l') {
            throw filter.invalid(literal.position(), "expected an integer before 'L', found '" + digits + "'.");
        }
        SdsTypeCode code = last == 'f' ? SdsTypeCode.SINGLE : SdsTypeCode.DOUBLE;
        return DoubleOperand.constant(((Number) parsed(literal, code, digits)).doubleValue());
    }

    /**
     * A text beside an operand as a value of its kind; everything else as it is.
     *
     * @param node what was written
     * @param operand what was made of it
     * @param beside the kind of the other operand
     * @param type the type of the property that the other operand is; null when it is none
     */
    Operand adapted(Node node, Operand operand, Kind beside, @Nullable SdsType type) {
        if (!(node instanceof Node.Literal literal) || literal.kind() != Node.LiteralKind.STRING) {
            return operand;
        }
        if (type != null && type.typeCode().isEnum()) {
            return member(literal, type);
        }
        return switch (beside) {
            case DATE_TIME -> slot(literal, Kind.DATE_TIME, SdsTypeCode.DATE_TIME);
            case TIME_SPAN -> slot(literal, Kind.TIME_SPAN, SdsTypeCode.TIME_SPAN);
            case CHAR -> slot(literal, Kind.CHAR, SdsTypeCode.CHAR);
            case GUID -> object(literal, Kind.GUID, SdsTypeCode.GUID);
            case VERSION -> object(literal, Kind.VERSION, SdsTypeCode.VERSION);
            default -> operand;
        };
    }

    /** A text that is added to a time or taken from it: a time span, else perhaps a time. */
    Operand spanOrMoment(Node node, Operand operand, boolean orMoment) {
        if (!orMoment) {
            return adapted(node, operand, Kind.TIME_SPAN, null);
        }
        try {
            return adapted(node, operand, Kind.TIME_SPAN, null);
        } catch (InvalidRequestException notSpan) {
            return adapted(node, operand, Kind.DATE_TIME, null);
        }
    }

    private Operand member(Node.Literal literal, SdsType enumType) {
        BigInteger value = TypedValues.memberValue(enumType, literal.text())
                .orElseThrow(() -> filter.invalid(
                        literal.position(),
                        TypedValues.noSuchMember(enumType, literal.text()).reason()));
        return Numbers.constant(value);
    }

    private Operand slot(Node.Literal literal, Kind kind, SdsTypeCode code) {
        return LongOperand.constant(kind, ScalarSlots.toLong(code, parsed(literal, code, literal.text())));
    }

    private Operand object(Node.Literal literal, Kind kind, SdsTypeCode code) {
        return ObjectOperand.constant(kind, parsed(literal, code, literal.text()));
    }

    private Object parsed(Node.Literal literal, SdsTypeCode code, String text) {
        try {
            return ScalarText.parseInput(code, text);
        } catch (InvalidRequestException e) {
            throw filter.invalid(literal.position(), e.reason());
        }
    }
}
