package io.seqstore.types.record;

import io.seqstore.types.schema.SdsTypeCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the property of a record component another type code than the one that its class suggests, for example an unsigned
 * one, or a nullable one for a class that has no primitive (spec 01, section 5).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Code {
    /** A scalar code whose values the class of the component can hold. */
    SdsTypeCode value();
}
