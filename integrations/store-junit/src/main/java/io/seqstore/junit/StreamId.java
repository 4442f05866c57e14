package io.seqstore.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which stream of the default namespace a parameter of type {@link io.seqstore.EventStream} is. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface StreamId {
    /** The id of the stream, which a seed must have created. */
    String value();
}
