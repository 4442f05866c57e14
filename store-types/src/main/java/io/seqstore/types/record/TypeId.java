package io.seqstore.types.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives the type of a record or Java enum an id of its own instead of one derived from the class name (spec 01, 9.6). */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TypeId {
    /** The id of the type. */
    String value();
}
