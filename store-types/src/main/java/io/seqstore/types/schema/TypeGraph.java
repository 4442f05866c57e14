package io.seqstore.types.schema;

import io.seqstore.types.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The shape of a type with all that is nested in it: that it is not too deep, not too large, and holds no cycle
 * (spec 01, T-19 and T-22). Each object is looked at once, however often it is shared, so that a definition which would
 * be huge when written out is refused quickly.
 */
final class TypeGraph {
    /** How many types may stand inside each other, the outermost counted. */
    static final int MAX_DEPTH = 64;

    /** How many types and properties may stand in a type that is written out in full. */
    static final long MAX_SIZE = 100_000;

    private final IdentityHashMap<SdsType, Shape> shapes = new IdentityHashMap<>();

    /** What is known of one type: how many levels and parts it has, and the ids of the types that it is made of. */
    private record Shape(int depth, long size, Set<String> ids) {}

    /**
     * Checks a root type.
     *
     * @throws InvalidRequestException when it is too deep, too large, or contains itself
     */
    static void check(SdsType root) {
        new TypeGraph().shapeOf(root, 1);
    }

    private Shape shapeOf(SdsType type, int level) {
        Shape known = shapes.get(type);
        if (known != null) {
            return known;
        }
        if (level > MAX_DEPTH) {
            throw tooDeep();
        }
        int depth = 1;
        long size = 1L + type.properties().size();
        Set<String> ids = new HashSet<>();
        for (SdsType part : definingParts(type)) {
            Shape shape = shapeOf(part, level + 1);
            depth = Math.max(depth, shape.depth + 1);
            size += shape.size;
            ids.addAll(shape.ids);
        }
        for (SdsType echoed : type.derivedTypes()) {
            Shape shape = shapeOf(echoed, level + 1);
            depth = Math.max(depth, shape.depth + 1);
            size += shape.size;
        }
        checkLimits(depth, size);
        addOwnId(type, ids);
        Shape shape = new Shape(depth, size, ids);
        shapes.put(type, shape);
        return shape;
    }

    /** The types that a type is made of; derived types are only echoed and do not count. */
    static List<SdsType> definingParts(SdsType type) {
        List<SdsType> parts = new ArrayList<>(type.genericArguments());
        if (type.baseType() != null) {
            parts.add(type.baseType());
        }
        for (SdsTypeProperty property : type.properties()) {
            if (property.type() != null) {
                parts.add(property.type());
            }
        }
        return parts;
    }

    /** Ids of atomic types name nothing, so only the others can close a cycle. */
    private static void addOwnId(SdsType type, Set<String> ids) {
        String id = type.id();
        boolean namesType = type.typeCode().isReferenced() || type.isReference();
        if (id != null && namesType && !ids.add(IdRule.fold(id))) {
            throw new InvalidRequestException("Type '" + id + "' contains a type with the same Id '" + id
                    + "'; a type may not be its own base, property or argument type.");
        }
    }

    private static void checkLimits(int depth, long size) {
        if (depth > MAX_DEPTH) {
            throw tooDeep();
        }
        if (size > MAX_SIZE) {
            throw new InvalidRequestException("The type is made of more than " + MAX_SIZE
                    + " types and properties when written out in full; that is the limit.");
        }
    }

    private static InvalidRequestException tooDeep() {
        return new InvalidRequestException(
                "The type has more than " + MAX_DEPTH + " levels of nested types; that is the limit.");
    }
}
