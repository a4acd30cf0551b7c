/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.HashMap;
import java.util.Map;

/**
 * Brings the inflected forms of an English word to one text: plural, tense, and British or American spelling.
 *
 * <p>The text is for comparing only: a final {@code e} and doubled letters are gone from it. Comparatives and
 * derivations stay apart, since they change what is asked.
 */
final class Stems {
    private static final Map<String, String> IRREGULAR = irregular("bought buy|made make|got get|gotten get|went go"
            + "|gone go|took take|taken take|came come|saw see|seen see|gave give|given give|found find|told tell"
            + "|thought think|knew know|known know|left leave|felt feel|brought bring|began begin|begun begin|kept keep"
            + "|held hold|wrote write|written write|stood stand|heard hear|meant mean|met meet|paid pay|ran run"
            + "|sat sit|spoke speak|spoken speak|led lead|grew grow|grown grow|lost lose|fell fall|fallen fall"
            + "|sent send|built build|understood understand|drew draw|drawn draw|broke break|broken break|spent spend"
            + "|rose rise|risen rise|drove drive|driven drive|wore wear|worn wear|chose choose|chosen choose|ate eat"
            + "|eaten eat|taught teach|caught catch|fought fight|slept sleep|sold sell|won win|swam swim|sang sing"
            + "|sung sing|threw throw|thrown throw|flew fly|flown fly|forgot forget|forgotten forget|hid hide"
            + "|hidden hide|lent lend|lit light|rode ride|ridden ride|shook shake|shot shoot|shown show|stole steal"
            + "|stolen steal|stuck stick|struck strike|swore swear|tore tear|torn tear|woke wake|woken wake"
            + "|became become|bit bite|bitten bite|blew blow|blown blow|dealt deal|did do|done do|does do|had have"
            + "|has have|was be|were be|been be|is be|are be|am be|children child|men man|women woman|people person"
            + "|persons person|feet foot|teeth tooth|mice mouse|geese goose|lives life|knives knife|wives wife"
            + "|leaves leaf|wolves wolf|halves half|criteria criterion|phenomena phenomenon|analyses analysis"
            + "|theses thesis|crises crisis|dying die|lying lie|tying tie|pros pro|cons con|bus bus|gas gas|this this"
            + "|his his|its its|yes yes|lens lens|news news|series series|species species|always always|is be");
    private static final String VOWELS = "aeiouy";

    private Stems() {}

    private static Map<String, String> irregular(String pairs) {
        Map<String, String> map = new HashMap<>();
        for (String pair : pairs.split("\\|", -1)) {
            int blank = pair.indexOf(' ');
            map.put(pair.substring(0, blank), pair.substring(blank + 1));
        }
        return Map.copyOf(map);
    }

    /** Returns what the forms of a lower-case word share. */
    static String of(String word) {
        String known = IRREGULAR.get(word);
        return normal(spelling(known != null ? known : inflection(word)));
    }

    private static String inflection(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4
                && (word.endsWith("sses") || word.endsWith("shes") || word.endsWith("ches") || word.endsWith("xes"))) {
            return word.substring(0, length - 2);
        }
        if (length > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is")) {
            return word.substring(0, length - 1);
        }
        if (length > 5 && word.endsWith("ing") && hasVowel(word, length - 3)) {
            return word.substring(0, length - 3);
        }
        if (length > 4 && word.endsWith("ied")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4 && word.endsWith("ed") && !word.endsWith("eed") && hasVowel(word, length - 2)) {
            return word.substring(0, length - 2);
        }
        return word;
    }

    private static boolean hasVowel(String word, int end) {
        for (int i = 0; i < end; i++) {
            if (VOWELS.indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static String spelling(String word) {
        String american = word;
        if (american.length() > 5 && american.contains("our")) {
            american = american.replace("our", "or");
        } else if (american.length() > 4 && american.endsWith("tre")) {
            american = american.substring(0, american.length() - 2) + "er";
        } else if (american.endsWith("programme")) {
            american = american.substring(0, american.length() - 2);
        }
        return american.length() > 5 ? american.replace("isation", "ization").replace("ise", "ize") : american;
    }

    /** Drops what the rules of inflection add or take: a last e, a doubled letter, y for i. */
    private static String normal(String word) {
        String text = word;
        if (text.length() > 3 && text.endsWith("e")) {
            text = text.substring(0, text.length() - 1);
        }
        int last = text.length() - 1;
        if (last > 2 && text.charAt(last) == text.charAt(last - 1)) {
            text = text.substring(0, last);
        }
        return text.length() > 3 && text.endsWith("y") ? text.substring(0, text.length() - 1) + "i" : text;
    }
}
