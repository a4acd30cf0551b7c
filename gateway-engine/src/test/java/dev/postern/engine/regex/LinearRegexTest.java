/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearRegexTest {
    private static final long SEED = 20_261_122L;

    private static boolean find(String pattern, String text) throws PatternException {
        return LinearRegex.compile(pattern).find(text, new Steps());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "b; abc; true",
                "^b; abc; false",
                "c$; abc; true",
                "^$; ''; true",
                "a|^b|c$; xbx; false",
                "^(gpt|o[13])-; o3-mini; true",
                "^(gpt|o[13])-; o2-mini; false",
                "a.c; abc; true",
                "colou?r; color; true",
                "^a{2,3}$; aaaa; false",
                "^a{2,}$; aaaa; true",
                "^a{2}$; aa; true",
                "^a{0}b; b; true",
                "a{,2}; a{,2}; true",
                "^[^a-c]+$; xyz; true",
                "^[^a-c]+$; xbz; false",
                "[\\w-\\.]+@; a-b.c@; true",
                "\\bcat\\b; a cat sat; true",
                "\\bcat\\b; concatenate; false",
                "^\\d{3}-\\D\\s\\S$; 123-x y; true",
                "(?i)^HELLO [a-z]$; hello Q; true",
                "^a*?b; aaab; true",
                "\\u0041\\x42; AB; true",
                "^(?:ab)+$; ababab; true",
                "^\\/v1\\/chat; /v1/chat; true",
            })
    void findsWhatThePatternSays(String pattern, String text, boolean found) throws PatternException {
        assertThat(find(pattern, text)).isEqualTo(found);
    }

    @Test
    void dotStopsAtTheEndOfALine() throws PatternException {
        assertThat(find("a.b", "a\nb")).isFalse();
        assertThat(find("a$", "a\n")).isFalse();
        assertThat(find("a[^]b", "a\nb")).isTrue();
        assertThat(find("[]", "x")).isFalse();
    }

    @Test
    void agreesWithTheBacktrackingEngineOnRandomPatterns() throws PatternException {
        Random random = new Random(SEED);
        List<String> atoms = List.of("a", "b", ".", "[ab]", "[^a]", "^", "$", "\\b", "\\w", "\\d", "(?:a|b)", "(ab|)");
        List<String> endings = List.of("", "", "", "*", "+", "?", "{0,2}", "{2}", "*?");

        for (int i = 0; i < 20_000; i++) {
            String pattern = pattern(random, atoms, endings, 3);
            String text = text(random);

            boolean expected = Pattern.compile(pattern).matcher(text).find();
            assertThat(find(pattern, text))
                    .as("%s in '%s', seed %s", pattern, text, SEED)
                    .isEqualTo(expected);
        }
    }

    private static String pattern(Random random, List<String> atoms, List<String> endings, int depth) {
        StringBuilder pattern = new StringBuilder();
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            String atom = depth > 0 && random.nextInt(4) == 0
                    ? "(" + pattern(random, atoms, endings, depth - 1) + ")"
                    : atoms.get(random.nextInt(atoms.size()));
            boolean fixed = atom.equals("^") || atom.equals("$") || atom.equals("\\b");
            pattern.append(atom).append(fixed ? "" : endings.get(random.nextInt(endings.size())));
            if (random.nextInt(6) == 0) {
                pattern.append('|');
            }
        }
        return pattern.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append("aab1 ".charAt(random.nextInt(5)));
        }
        return text.toString();
    }

    @Test
    @Timeout(30)
    void patternThatBacktrackingEnginesHangOnIsAnsweredExactly() throws PatternException {
        String many = "a".repeat(100_000);
        Steps steps = new Steps();

        assertThat(LinearRegex.compile("(a+)+$").find(many + "!", steps)).isFalse();
        assertThat(steps.exceeded()).isFalse();
        assertThat(find("^(a|a)*$", many)).isTrue();
    }

    @Test
    @Timeout(30)
    void choicesWithoutACharacterDoNotMultiply() throws PatternException {
        // A backtracking engine tries 2^200 ways here and reads no character on any of them.
        Steps steps = new Steps();

        assertThat(LinearRegex.compile("(|)".repeat(200) + "$b").find("c", steps))
                .isFalse();
        assertThat(steps.exceeded()).isFalse();
    }

    @Test
    @Timeout(30)
    void searchBeyondItsStepsCountsAsNotFound() throws PatternException {
        LinearRegex large = LinearRegex.compile("(a?){500}b");
        Steps steps = new Steps();

        assertThat(large.find("a".repeat(1_000_000) + "b", steps)).isFalse();
        assertThat(steps.exceeded()).isTrue();
        assertThat(large.find("b", steps)).as("with no steps left").isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(a; a ( without its )",
                "a); a ) without its (",
                "[a; a [ without its ]",
                "*a; nothing to repeat before *",
                "a**; nothing to repeat before *",
                "^*; nothing to repeat before *",
                "a{3,2}; the lower number first",
                "a{2000}; from 0 to 1000",
                "((a{100}){100}){100}; too large",
                "(?=a); look-ahead",
                "(?<=a)b; look-behind",
                "(a)\\1; \\1 is not known",
                "\\p{L}; \\p is not known",
                "a\\; a \\ at the end",
                "[z-a]; does not run upwards",
                "\\u12; 4 hexadecimal digits",
            })
    void patternThatCannotBeReadSaysWhy(String pattern, String problem) {
        assertThatThrownBy(() -> LinearRegex.compile(pattern))
                .isInstanceOf(PatternException.class)
                .hasMessageContaining(problem);
    }

    @Test
    @Timeout(30)
    void noPatternOfThousandCharactersIsSlowToRead() {
        List<String> hostile = List.of(
                "(".repeat(1_000),
                "(a".repeat(50) + "){1000}".repeat(50),
                "a{1000}".repeat(140),
                "()".repeat(400) + "{1000}",
                "((((){1000}){1000}){1000}){1000}",
                "|".repeat(1_000));
        for (String pattern : hostile) {
            boolean read;
            try {
                read = find(pattern, "aaa") || true;
            } catch (PatternException e) {
                read = !e.problem().isEmpty();
            }
            assertThat(read).isTrue();
        }
    }
}
