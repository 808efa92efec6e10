package io.hallpass.normalize.mapping;

import dev.cel.common.types.CelType;
import io.hallpass.runtime.config.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * An expression of a mapping, and what it was found to use.
 *
 * @param node where it stands
 * @param expression to evaluate
 * @param type CEL's type of its result
 * @param columns every column it names
 * @param usesItem whether it uses the {@code forEach} element
 * @param references the entities that its {@code ref} calls name
 * @param crosswalks those whose codes are its result
 * @param constant its value where it always has the same text
 * @param joined its pieces where it is nothing but pieces
 */
record Compiled(
    YamlNode node,
    Expression expression,
    CelType type,
    SortedSet<String> columns,
    boolean usesItem,
    List<String> references,
    List<String> crosswalks,
    Optional<String> constant,
    Optional<Joined> joined) {}
