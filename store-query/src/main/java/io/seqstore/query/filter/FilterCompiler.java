package io.seqstore.query.filter;

import io.seqstore.query.filter.Functions.Function;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes loops over the columns of a layout of the tree of a filter, and refuses what does not fit together (spec 09, 1.2 and
 * 1.3). What is the same for every row is calculated here.
 */
final class FilterCompiler {
    private final FilterText filter;
    private final EventLayout layout;
    private final Literals literals;
    private final Set<Integer> columns = new TreeSet<>();

    FilterCompiler(FilterText filter, EventLayout layout) {
        this.filter = filter;
        this.layout = layout;
        this.literals = new Literals(filter);
    }

    /** The columns that the operands made so far read. */
    Set<Integer> columns() {
        return columns;
    }

    /**
     * What must be true of an event.
     *
     * @throws InvalidRequestException when the tree does not fit the layout
     */
    Condition condition(Node node) {
        Operand operand = operand(node);
        if (operand instanceof Condition condition) {
            return condition;
        }
        throw filter.invalid(
                node.position(), "expected a condition, found " + operand.kind().inWords() + ".");
    }

    private List<Condition> conditions(List<Node> nodes) {
        return nodes.stream().map(this::condition).toList();
    }

    private Operand operand(Node node) {
        if (node instanceof Node.Literal literal) {
            return literals.operand(literal);
        } else if (node instanceof Node.Property property) {
            return property(property);
        } else if (node instanceof Node.Call call) {
            return call(call);
        } else if (node instanceof Node.Negative negative) {
            return negative(negative);
        } else if (node instanceof Node.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        } else if (node instanceof Node.Comparison comparison) {
            return comparison(comparison);
        } else if (node instanceof Node.Not not) {
            return Condition.not(condition(not.condition()));
        } else if (node instanceof Node.All all) {
            return Condition.all(conditions(all.conditions()));
        } else if (node instanceof Node.Any any) {
            return Condition.any(conditions(any.conditions()));
        }
        throw new IllegalStateException(node.toString());
    }

    private Operand property(Node.Property node) {
        PropertyLayout property = layout.find(node.path().get(0))
                .orElseThrow(() -> filter.invalid(
                        node.position(),
                        "type '" + layout.type().id() + "' has no property '"
                                + node.path().get(0) + "'; it has "
                                + layout.properties().stream()
                                        .map(PropertyLayout::id)
                                        .toList() + "."));
        PropertyPath path = PropertyPath.of(filter, node, property);
        SdsTypeCode code = path.type().typeCode();
        if (!code.isScalar()) {
            throw filter.invalid(
                    node.position(),
                    "property '" + path.name() + "' is of type " + code.sdsName()
                            + ", which has no place in a filter.");
        }
        addColumn(property.column());
        addColumn(property.offsetColumn());
        return path.inside().isEmpty()
                ? PropertyOperands.of(layout, property)
                : MemberOperands.of(layout, property, path.inside(), code);
    }

    private void addColumn(int column) {
        if (column != PropertyLayout.NONE) {
            columns.add(column);
        }
    }

    /** The type of a property, by which a text beside it is understood; null for everything else. */
    private @Nullable SdsType typeOf(Node node) {
        return node instanceof Node.Property property
                ? PropertyPath.of(
                                filter,
                                property,
                                layout.property(property.path().get(0)))
                        .type()
                : null;
    }

    private Operand negative(Node.Negative node) {
        Operand number = operand(node.number());
        if (number.kind() == Kind.NULL) {
            return number;
        }
        if (!number.kind().isNumber()) {
            throw filter.invalid(
                    node.position(),
                    "expected a number behind '-', found " + number.kind().inWords() + ".");
        }
        return folded(Arithmetics.negative(number), List.of(number));
    }

    private Operand arithmetic(Node.Arithmetic node) {
        Operand left = operand(node.left());
        Operand right = operand(node.right());
        if (left.kind() == Kind.NULL || right.kind() == Kind.NULL) {
            return new NullOperand();
        }
        if (left.kind().isNumber() && right.kind().isNumber()) {
            return folded(Arithmetics.ofNumbers(node.operator(), left, right), List.of(left, right));
        }
        ArithmeticOperator operator = node.operator();
        boolean isSum = operator == ArithmeticOperator.ADD || operator == ArithmeticOperator.SUB;
        if (isSum && left.kind() == Kind.DATE_TIME) {
            Operand moment = literals.spanOrMoment(node.right(), right, operator == ArithmeticOperator.SUB);
            if (moment.kind() == Kind.TIME_SPAN) {
                return folded(
                        Arithmetics.moved(operator, (LongOperand) left, (LongOperand) moment), List.of(left, moment));
            }
            if (moment.kind() == Kind.DATE_TIME && operator == ArithmeticOperator.SUB) {
                return folded(Arithmetics.between((LongOperand) left, (LongOperand) moment), List.of(left, moment));
            }
        }
        throw filter.invalid(
                node.position(),
                "expected numbers on both sides, or a time and a time span, found "
                        + left.kind().inWords() + " and " + right.kind().inWords() + ".");
    }

    private Condition comparison(Node.Comparison node) {
        Operand left = operand(node.left());
        Operand right = operand(node.right());
        if (left.kind() == Kind.NULL || right.kind() == Kind.NULL) {
            return Condition.constant(Condition.UNKNOWN);
        }
        Operand first = literals.adapted(node.left(), left, right.kind(), typeOf(node.right()));
        Operand second = literals.adapted(node.right(), right, left.kind(), typeOf(node.left()));
        if (first.kind().isNumber() && second.kind().isNumber()) {
            return numbers(node.operator(), first, second);
        }
        if (first.kind() != second.kind()) {
            throw filter.invalid(
                    node.position(),
                    "cannot compare " + first.kind().inWords() + " with "
                            + second.kind().inWords() + ".");
        }
        if (first instanceof Condition a && second instanceof Condition b) {
            if (!node.operator().isEquality()) {
                throw filter.invalid(node.position(), "conditions have no order; expected 'eq' or 'ne'.");
            }
            return Condition.equality(a, b, node.operator() == ComparisonOperator.EQ);
        }
        Condition byBytes = byBytes(node, first, second);
        return byBytes != null ? byBytes : Comparisons.of(node.operator(), first, second);
    }

    private static Condition numbers(ComparisonOperator operator, Operand left, Operand right) {
        if (left.kind() == Kind.DOUBLE || right.kind() == Kind.DOUBLE) {
            return Comparisons.of(operator, Numbers.toDouble(left), Numbers.toDouble(right));
        }
        if (left.kind() == Kind.DECIMAL || right.kind() == Kind.DECIMAL) {
            return Comparisons.of(operator, Numbers.toDecimal(left), Numbers.toDecimal(right));
        }
        Operand a = Numbers.asUnsignedBeside(left, right);
        Operand b = Numbers.asUnsignedBeside(right, left);
        return a.kind() == b.kind()
                ? Comparisons.of(operator, a, b)
                : Comparisons.of(operator, Numbers.toBigInteger(left), Numbers.toBigInteger(right));
    }

    /** The comparison of a column of texts or guids with a constant, where no text need be made for each row. */
    private @Nullable Condition byBytes(Node.Comparison node, Operand left, Operand right) {
        // The order of texts is that of their UTF-16 units, the order of their bytes is not.
        boolean suits = left.kind() == Kind.GUID
                || (left.kind() == Kind.STRING && node.operator().isEquality());
        PropertyLayout column = suits ? column(node.left()) : null;
        if (column != null && right.isConstant()) {
            return PropertyOperands.bytesComparison(column, node.operator(), ((ObjectOperand) right).constantValue());
        }
        PropertyLayout other = suits ? column(node.right()) : null;
        return other != null && left.isConstant()
                ? PropertyOperands.bytesComparison(
                        other, node.operator().flipped(), ((ObjectOperand) left).constantValue())
                : null;
    }

    private @Nullable PropertyLayout column(Node node) {
        return node instanceof Node.Property property && property.path().size() == 1
                ? layout.find(property.path().get(0))
                        .filter(found -> found.column() != PropertyLayout.NONE)
                        .orElse(null)
                : null;
    }

    private Operand call(Node.Call node) {
        Function function = Functions.byName().get(node.function());
        if (function == null) {
            throw filter.invalid(
                    node.position(),
                    "there is no function '" + node.function() + "'; there are "
                            + Functions.byName().keySet() + ".");
        }
        int given = node.arguments().size();
        int most = function.required().size();
        if (given > most || given < most - function.optional()) {
            throw wrongArguments(node, function, given + " arguments");
        }
        List<Operand> arguments = new ArrayList<>();
        boolean anyNull = false;
        for (int i = 0; i < given; i++) {
            Kind required = function.required().get(i);
            Operand argument = operand(node.arguments().get(i));
            argument = literals.adapted(node.arguments().get(i), argument, required, null);
            if (argument.kind() == Kind.NULL) {
                anyNull = true;
                continue;
            }
            boolean fits = required == Kind.DOUBLE ? argument.kind().isNumber() : argument.kind() == required;
            if (!fits) {
                throw wrongArguments(node, function, argument.kind().inWords());
            }
            arguments.add(argument);
        }
        if (anyNull) {
            return function.isCondition() ? Condition.constant(Condition.UNKNOWN) : new NullOperand();
        }
        if (filter.ignoresCase() && Functions.changesCase(node.function())) {
            return arguments.get(0);
        }
        return folded(function.maker().make(arguments), arguments);
    }

    private InvalidRequestException wrongArguments(Node.Call node, Function function, String found) {
        return filter.invalid(
                node.position(), "expected " + function.inWords(node.function()) + ", found " + found + ".");
    }

    /** A calculation of constants alone is done here and now. */
    private Operand folded(Operand operand, List<Operand> arguments) {
        return arguments.stream().allMatch(Operand::isConstant) ? fold(operand) : operand;
    }

    private Operand fold(Operand operand) {
        if (operand instanceof Condition) {
            return operand;
        }
        operand.evaluate(new ColumnBatch(layout, 0), 0, 1);
        if (operand.isUnknown(0)) {
            return new NullOperand();
        }
        if (operand instanceof LongOperand longs) {
            long value = longs.values()[0];
            return longs.kind() == Kind.INTEGER
                    ? Numbers.constant(BigInteger.valueOf(value))
                    : LongOperand.constant(longs.kind(), value);
        }
        if (operand instanceof DoubleOperand doubles) {
            return DoubleOperand.constant(doubles.values()[0]);
        }
        Object value = ((ObjectOperand) operand).values()[0];
        return operand.kind() == Kind.BIG_INTEGER
                ? Numbers.constant((BigInteger) value)
                : ObjectOperand.constant(operand.kind(), value);
    }
}
