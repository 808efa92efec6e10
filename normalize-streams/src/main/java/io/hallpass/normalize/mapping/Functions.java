package io.hallpass.normalize.mapping;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a mapping can call beyond CEL's own functions and its string extensions. */
final class Functions {
  static final String REF = "ref";
  static final String CODE = "code";
  static final String DATE = "date";
  static final String SPLIT = "split";
  static final String FIRST = "first";
  static final String LAST = "last";

  /** What {@code ref} gives: it fits fields that refer to records, and nothing else. */
  static final CelType REFERENCE = OpaqueType.create("reference");

  static final CelType TEXTS = ListType.create(SimpleType.STRING);
  static final CelType CONTEXT = OpaqueType.create(Evaluation.NAME);

  private Functions() {}

  /**
   * {@code ref}, {@code code} and {@code date} need to know more than their arguments: they get the
   * evaluation too.
   */
  static List<CelMacro> macros() {
    return List.of(macro(REF, 2), macro(REF, 3), macro(CODE, 2), macro(DATE, 2));
  }

  private static CelMacro macro(String name, int args) {
    return CelMacro.newGlobalMacro(
        name,
        args,
        (factory, target, given) -> {
          List<CelExpr> all = new ArrayList<>(given);
          all.add(0, factory.newIdentifier(Evaluation.NAME));
          return Optional.of(factory.newGlobalCall(name, all));
        });
  }

  static List<CelFunctionDecl> declarations() {
    CelType text = SimpleType.STRING;
    return List.of(
        CelFunctionDecl.newFunctionDeclaration(
            REF,
            CelOverloadDecl.newGlobalOverload("ref_own", REFERENCE, CONTEXT, text, text),
            CelOverloadDecl.newGlobalOverload("ref_other", REFERENCE, CONTEXT, text, text, text)),
        CelFunctionDecl.newFunctionDeclaration(
            CODE, CelOverloadDecl.newGlobalOverload("code_text", text, CONTEXT, text, text)),
        CelFunctionDecl.newFunctionDeclaration(
            DATE, CelOverloadDecl.newGlobalOverload("date_text", text, CONTEXT, text, text)),
        CelFunctionDecl.newFunctionDeclaration(
            SPLIT, CelOverloadDecl.newGlobalOverload("split_text", TEXTS, text, text)),
        CelFunctionDecl.newFunctionDeclaration(
            FIRST, CelOverloadDecl.newGlobalOverload("first_text", text, text, text)),
        CelFunctionDecl.newFunctionDeclaration(
            LAST, CelOverloadDecl.newGlobalOverload("last_text", text, text, text)));
  }

  /** The maps are filled while expressions are compiled. */
  static List<CelFunctionBinding> bindings(
      Map<String, Crosswalk> codes, Map<String, DateTimeFormatter> patterns) {
    Class<String> text = String.class;
    Class<Evaluation> context = Evaluation.class;
    return List.of(
        CelFunctionBinding.from(
            "ref_own",
            List.of(context, text, text),
            args -> ((Evaluation) args[0]).ref((String) args[1], (String) args[2], null)),
        CelFunctionBinding.from(
            "ref_other",
            List.of(context, text, text, text),
            args ->
                ((Evaluation) args[0]).ref((String) args[1], (String) args[2], (String) args[3])),
        CelFunctionBinding.from(
            "code_text",
            List.of(context, text, text),
            args -> ((Evaluation) args[0]).code(codes.get((String) args[1]), (String) args[2])),
        CelFunctionBinding.from(
            "date_text",
            List.of(context, text, text),
            args -> ((Evaluation) args[0]).date((String) args[1], patterns.get((String) args[2]))),
        CelFunctionBinding.from("split_text", text, text, Functions::split),
        CelFunctionBinding.from("first_text", text, text, Functions::first),
        CelFunctionBinding.from("last_text", text, text, Functions::last));
  }

  /** The parts of a text, without surrounding blanks and without empty ones. */
  static List<String> split(String value, String separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= value.length()) {
      int end = separator.isEmpty() ? -1 : value.indexOf(separator, start);
      String part = value.substring(start, end < 0 ? value.length() : end).strip();
      if (!part.isEmpty()) {
        parts.add(part);
      }
      if (end < 0) {
        break;
      }
      start = end + separator.length();
    }
    return parts;
  }

  /** The first of the parts, "" where there is none. */
  static String first(String value, String separator) {
    List<String> parts = split(value, separator);
    return parts.isEmpty() ? "" : parts.get(0);
  }

  /** The last of the parts, "" where there is none. */
  static String last(String value, String separator) {
    List<String> parts = split(value, separator);
    return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
  }
}
