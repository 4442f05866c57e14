package io.seqstore.query.filter;

import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter expression that was read and found to fit the events of one layout (spec 09, section 1), for example {@code
 * Measurement gt 10 and State eq 'Ok'}. Immutable, safe for all threads.
 */
public final class Filter {
    private final FilterText text;
    private final Node tree;
    private final EventLayout layout;
    private final int[] columns;

    private Filter(FilterText text, Node tree, EventLayout layout, int[] columns) {
        this.text = text;
        this.tree = tree;
        this.layout = layout;
        this.columns = columns;
    }

    /**
     * Reads a filter.
     *
     * @param text the expression; null, empty or blank means no filter
     * @param layout the events it is about
     * @return empty when there is no filter
     * @throws io.seqstore.types.InvalidRequestException when the text is no filter, or does not fit the events; the reason
     *     names the position, the parameter {@code Filter} is the text
     */
    public static Optional<Filter> parse(@Nullable String text, EventLayout layout) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(parse(new FilterText(text), layout));
    }

    /**
     * Reads a filter whose texts compare ignoring case (spec 04, section 9).
     *
     * @param text the expression, not blank
     * @param layout the rows it is about; their texts are folded by {@link io.seqstore.types.schema.IdRule#fold}
     * @throws io.seqstore.types.InvalidRequestException as {@link #parse} does
     */
    public static Filter parseIgnoringCase(String text, EventLayout layout) {
        return parse(new FilterText(text, true), layout);
    }

    private static Filter parse(FilterText filterText, EventLayout layout) {
        Node tree = FilterParser.parse(filterText);
        FilterCompiler compiler = new FilterCompiler(filterText, layout);
        compiler.condition(tree);
        int[] columns = compiler.columns().stream().mapToInt(column -> column).toArray();
        return new Filter(filterText, tree, layout, columns);
    }

    /** The columns that must be there to decide. */
    public ColumnSet columns() {
        return ColumnSet.of(columns);
    }

    /** The indexes of these columns. */
    public int[] columnIndexes() {
        return columns.clone();
    }

    /** What decides, row by row; with working memory of its own, for one thread. */
    public RowFilter rows() {
        return new RowFilter(new FilterCompiler(text, layout).condition(tree));
    }

    /** What tells from the figures of a block that none of its events passes; for one thread. */
    public BlockTest blockTest() {
        Condition condition = new FilterCompiler(text, layout).condition(tree);
        BlockFigures figures = new BlockFigures();
        return (blocks, block) -> {
            figures.moveTo(blocks, block);
            return (condition.possible(figures) & Condition.MAY_BE_TRUE) != 0;
        };
    }

    /**
     * The property by whose secondary index a filtered read is ordered (spec 07, 2.4): the first one named that every match
     * is compared with a value by.
     *
     * @param indexes ids of the properties with a secondary index
     */
    public Optional<PropertyLayout> restrictedOf(List<String> indexes) {
        return restricted(tree, indexes);
    }

    private Optional<PropertyLayout> restricted(Node node, List<String> indexes) {
        if (node instanceof Node.All all) {
            return all.conditions().stream()
                    .flatMap(part -> restricted(part, indexes).stream())
                    .findFirst();
        }
        if (node instanceof Node.Comparison comparison && comparison.operator() != ComparisonOperator.NE) {
            return compared(comparison.left(), comparison.right())
                    .or(() -> compared(comparison.right(), comparison.left()))
                    .filter(property -> indexes.stream().anyMatch(property.id()::equalsIgnoreCase));
        }
        return Optional.empty();
    }

    private Optional<PropertyLayout> compared(Node property, Node value) {
        return property instanceof Node.Property named && named.path().size() == 1 && isValue(value)
                ? layout.find(named.path().get(0))
                : Optional.empty();
    }

    private static boolean isValue(Node node) {
        return node instanceof Node.Literal
                || (node instanceof Node.Negative negative && isValue(negative.number()))
                || (node instanceof Node.Arithmetic sum && isValue(sum.left()) && isValue(sum.right()));
    }

    /** The expression as it was given. */
    @Override
    public String toString() {
        return text.text();
    }
}
