package io.seqstore.types.registry;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What makes the definition of a stream view valid (spec 05, section 1). Whether its mapping can be performed is not asked
 * here. Stateless.
 */
final class ViewRules {
    /** A view cannot be deeper than its types, which have a limit too (spec 01, T-22). */
    private static final int MAX_DEPTH = 64;

    private ViewRules() {}

    /** What can be said before the types are known. */
    static void checkForm(SdsStreamView view) {
        String id = IdRule.check("Stream view", view.id());
        IdRule.check("SourceTypeId of stream view '" + id + "'", view.sourceTypeId());
        IdRule.check("TargetTypeId of stream view '" + id + "'", view.targetTypeId());
        checkPairs(id, view, 1);
    }

    private static void checkPairs(String viewId, SdsStreamView view, int level) {
        if (level > MAX_DEPTH) {
            throw wrong(viewId, "The view has more than " + MAX_DEPTH + " levels of nested views; that is the limit.");
        }
        Set<String> sources = new TreeSet<>(IdOrder.INSTANCE);
        Set<String> targets = new TreeSet<>(IdOrder.INSTANCE);
        for (Property pair : view.properties()) {
            if (!sources.add(pair.sourceId())) {
                throw wrong(viewId, "The source property '" + pair.sourceId() + "' is mapped twice; once is allowed.");
            }
            if (!targets.add(pair.targetId())) {
                throw wrong(viewId, "The target property '" + pair.targetId() + "' is mapped twice; once is allowed.");
            }
            if (pair.view() != null) {
                checkPairs(viewId, pair.view(), level + 1);
            }
        }
    }

    /** What depends on the two types. */
    static void checkAgainst(SdsType source, SdsType target, SdsStreamView view) {
        checkLevel(String.valueOf(view.id()), source, target, view);
    }

    private static void checkLevel(String viewId, SdsType source, SdsType target, SdsStreamView view) {
        checkObject(viewId, "source", source);
        checkObject(viewId, "target", target);
        for (Property pair : view.properties()) {
            SdsTypeProperty from = property(viewId, source, pair.sourceId());
            SdsTypeProperty to = property(viewId, target, pair.targetId());
            SdsStreamView nested = pair.view();
            if (nested != null) {
                SdsType nestedSource = typeOf(viewId, from, nested.sourceTypeId());
                SdsType nestedTarget = typeOf(viewId, to, nested.targetTypeId());
                checkLevel(viewId, nestedSource, nestedTarget, nested);
            }
        }
    }

    private static void checkObject(String viewId, String side, SdsType type) {
        if (type.typeCode() != SdsTypeCode.OBJECT) {
            throw wrong(
                    viewId,
                    "The " + side + " type '" + type.id() + "' is "
                            + type.typeCode().sdsName() + "; expected an Object type.");
        }
    }

    private static SdsTypeProperty property(String viewId, SdsType type, String propertyId) {
        for (SdsTypeProperty property : type.flattenedProperties()) {
            if (IdOrder.same(property.id(), propertyId)) {
                return property;
            }
        }
        throw wrong(viewId, "Type '" + type.id() + "' has no property '" + propertyId + "'.");
    }

    private static SdsType typeOf(String viewId, SdsTypeProperty property, String namedTypeId) {
        SdsType type = property.type();
        String id = type == null ? null : type.id();
        if (type == null || id == null || !IdOrder.same(id, namedTypeId)) {
            String found =
                    type == null ? "no type" : id == null ? type.typeCode().sdsName() : "type '" + id + "'";
            throw wrong(
                    viewId,
                    "The nested view at property '" + property.id() + "' names type '" + namedTypeId
                            + "', but the property is of " + found + "; expected the type of the property.");
        }
        return type;
    }

    /** The ids of all types that a view names as source or target, at any depth; may repeat. */
    static List<String> namedTypes(SdsStreamView view) {
        List<String> named = new ArrayList<>(List.of(view.sourceTypeId(), view.targetTypeId()));
        for (Property pair : view.properties()) {
            if (pair.view() != null) {
                named.addAll(namedTypes(pair.view()));
            }
        }
        return named;
    }

    private static InvalidRequestException wrong(String viewId, String reason) {
        return new InvalidRequestException(reason, Problems.parameters(Problems.STREAM_VIEW_ID, viewId));
    }
}
