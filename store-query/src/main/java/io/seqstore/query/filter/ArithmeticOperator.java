package io.seqstore.query.filter;

/** What two numbers are joined by. */
enum ArithmeticOperator {
    ADD,
    SUB,
    MUL,
    DIV,
    MOD
}
