/* The compiled scan of text tables, and the memory of their keys.
 *
 * The scan takes bytes of UTF-8 as the csv module would read them and judges every cell by the
 * program of its column. It may call good only what the exact reader calls good; all else is
 * handed to Python: cells it does not know, rows of another width, whole records it must not
 * read. Keys are kept as typed text in partitions that spill to a file, and compared in full.
 *
 * Every buffer that is read has PAD bytes behind it, so that cells may be loaded in words.
 * With SHENBAO_CORE defined there is no Python in it: sanitizers and fuzzers run that part.
 */

#if !defined(SHENBAO_CORE)
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030b0000
#include <Python.h>
#endif

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if !defined(SHENBAO_PORTABLE) && (defined(__SSE2__) || defined(_M_X64))
#include <emmintrin.h>
#define HAS_SSE2 1
#endif
#if defined(_MSC_VER)
#include <intrin.h>
#endif

#if defined(__GNUC__) || defined(__clang__)
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define INLINE static inline __attribute__((always_inline))
#define OUTLINE static __attribute__((noinline))
#elif defined(_MSC_VER)
#define LIKELY(x) (x)
#define INLINE static __forceinline
#define OUTLINE static __declspec(noinline)
#else
#define LIKELY(x) (x)
#define INLINE static inline
#define OUTLINE static
#endif

#define PAD 64
#define LONGEST_RECORD 1000000
#define NOWHERE SIZE_MAX

/* ---- words and hashes ------------------------------------------------------------------- */

INLINE unsigned first_bit(uint64_t bits)
{
#if defined(__GNUC__) || defined(__clang__)
    return (unsigned)__builtin_ctzll(bits);
#elif defined(_MSC_VER) && (defined(_M_X64) || defined(_M_ARM64))
    unsigned long found;
    _BitScanForward64(&found, bits);
    return (unsigned)found;
#else
    unsigned found = 0;
    while (!(bits & 1)) {
        bits >>= 1;
        found++;
    }
    return found;
#endif
}

/* The first eight bytes as one number, the same on every machine. */
INLINE uint64_t load(const uint8_t *p)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    uint64_t word = 0;
    for (int i = 7; i >= 0; i--)
        word = word << 8 | p[i];
    return word;
#else
    uint64_t word;
    memcpy(&word, p, 8);
    return word;
#endif
}

/* The same of a text that may be shorter; the bytes behind it are read and left out. */
INLINE uint64_t head(const uint8_t *p, size_t n)
{
    uint64_t word = load(p);
    return n >= 8 ? word : word & (((uint64_t)1 << (8 * n)) - 1);
}

#define TURN(x, b) ((x) << (b) | (x) >> (64 - (b)))
#define ROUND(v)                                                                               \
    do {                                                                                       \
        v[0] += v[1]; v[1] = TURN(v[1], 13); v[1] ^= v[0]; v[0] = TURN(v[0], 32);               \
        v[2] += v[3]; v[3] = TURN(v[3], 16); v[3] ^= v[2];                                      \
        v[0] += v[3]; v[3] = TURN(v[3], 21); v[3] ^= v[0];                                      \
        v[2] += v[1]; v[1] = TURN(v[1], 17); v[1] ^= v[2]; v[2] = TURN(v[2], 32);               \
    } while (0)

/* SipHash-1-3: data from outside cannot be made to collide without the seed. */
static uint64_t hash_text(const uint64_t seed[2], const uint8_t *p, size_t n)
{
    uint64_t v[4] = {seed[0] ^ UINT64_C(0x736f6d6570736575), seed[1] ^ UINT64_C(0x646f72616e646f6d),
                     seed[0] ^ UINT64_C(0x6c7967656e657261), seed[1] ^ UINT64_C(0x7465646279746573)};
    uint64_t last = (uint64_t)n << 56;
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t word = load(p);
        v[3] ^= word;
        ROUND(v);
        v[0] ^= word;
    }
    last |= n ? head(p, n) : 0;
    v[3] ^= last;
    ROUND(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    ROUND(v);
    ROUND(v);
    ROUND(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* ---- UTF-8 ------------------------------------------------------------------------------ */

/* Return the length of the character at p, 0 where it is none; two bytes or more. */
INLINE size_t wide(const uint8_t *p, size_t n)
{
    uint8_t a = p[0];
    if (a < 0xc2 || a > 0xf4)
        return 0;
    size_t size = a < 0xe0 ? 2 : a < 0xf0 ? 3 : 4;
    if (n < size || (p[1] & 0xc0) != 0x80)
        return 0;
    if ((a == 0xe0 && p[1] < 0xa0) || (a == 0xed && p[1] > 0x9f) || (a == 0xf0 && p[1] < 0x90) ||
        (a == 0xf4 && p[1] > 0x8f))
        return 0;
    for (size_t i = 2; i < size; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    return size;
}

/* Return the number of characters, NOWHERE where the text is not UTF-8. */
INLINE size_t characters(const uint8_t *p, size_t n)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    size_t count = 0, i = 0;
    while (i < n) {
        if (!(head(p + i, n - i) & high)) {
            size_t step = n - i < 8 ? n - i : 8;
            count += step;
            i += step;
        } else if (p[i] < 0x80) {
            count++;
            i++;
        } else {
            size_t size = wide(p + i, n - i);
            if (!size)
                return NOWHERE;
            count++;
            i += size;
        }
    }
    return count;
}

/* ---- sets of texts ---------------------------------------------------------------------- */

typedef struct {
    uint64_t word; /* the first eight bytes */
    uint32_t at;
    uint32_t size; /* one more than the length; 0 is a free place */
} entry;

typedef struct {
    entry *entries;
    size_t room; /* a power of two, or 0 */
    size_t count;
    uint8_t *texts;
    size_t used, capacity;
    uint64_t seed[2];
} set;

#define MOST_PROBES 64

INLINE size_t set_place(const set *s, const uint8_t *p, size_t n, uint64_t word)
{
    uint64_t hash;
    if (LIKELY(n <= 8)) {
        hash = (word ^ s->seed[0] ^ n) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
    } else {
        hash = hash_text(s->seed, p, n);
    }
    return (size_t)hash & (s->room - 1);
}

/* The texts are compared byte by byte: a hash alone once took "12" for a digit. */
INLINE int set_has(const set *s, const uint8_t *p, size_t n)
{
    if (!s->count)
        return 0;
    uint64_t word = head(p, n);
    for (size_t i = set_place(s, p, n, word);; i = (i + 1) & (s->room - 1)) {
        const entry *e = s->entries + i;
        if (!e->size)
            return 0;
        if (e->word == word && e->size == n + 1 && (n <= 8 || !memcmp(s->texts + e->at, p, n)))
            return 1;
    }
}

static int set_grow(set *s)
{
    size_t room = s->room ? s->room * 2 : 16;
    entry *old = s->entries, *fresh = calloc(room, sizeof(entry));
    if (!fresh)
        return -1;
    size_t before = s->room;
    s->entries = fresh;
    s->room = room;
    for (size_t j = 0; j < before; j++) {
        if (!old[j].size)
            continue;
        size_t i = set_place(s, s->texts + old[j].at, old[j].size - 1, old[j].word);
        while (fresh[i].size)
            i = (i + 1) & (room - 1);
        fresh[i] = old[j];
    }
    free(old);
    return 0;
}

/* Add a text: 1 when added, 0 when it is there or does not fit, -1 without memory. */
static int set_add(set *s, const uint8_t *text, size_t n)
{
    if (n >= UINT32_MAX / 4 || s->used + n + PAD >= UINT32_MAX)
        return 0;
    if (s->used + n + PAD > s->capacity) {
        size_t capacity = (s->used + n + PAD) * 2;
        uint8_t *texts = realloc(s->texts, capacity);
        if (!texts)
            return -1;
        s->texts = texts;
        s->capacity = capacity;
    }
    uint8_t *p = s->texts + s->used;
    if (n)
        memcpy(p, text, n);
    memset(p + n, 0, PAD);
    if (set_has(s, p, n))
        return 0;
    if (s->count * 2 >= s->room && set_grow(s))
        return -1;
    uint64_t word = head(p, n);
    size_t i = set_place(s, p, n, word), probes = 0;
    for (; s->entries[i].size; i = (i + 1) & (s->room - 1))
        if (++probes > MOST_PROBES)
            return 0;
    s->entries[i] = (entry){word, (uint32_t)s->used, (uint32_t)n + 1};
    s->used += n;
    s->count++;
    return 1;
}

static void set_free(set *s)
{
    free(s->entries);
    free(s->texts);
}

/* ---- columns ---------------------------------------------------------------------------- */

enum { ASK, TEXT, INTEGER, DECIMAL, DATE, SHAPE, DFA, KINDS };

/* What is said of a cell. The last two stand for a missing value. */
enum { UNKNOWN, GOOD, MISSING_GOOD, MISSING_BAD };

enum { NO_KEY, KEY_TEXT, KEY_INTEGER, KEY_DECIMAL, KEY_DATE, KEY_YEAR, KEY_KINDS };

#define SCALES 19
#define SHAPE_ROOM 16

#define ASCII 128

/* Characters beyond ASCII that belong to one class. */
typedef struct {
    uint32_t first, last;
    uint16_t class_;
} range;

/* A deterministic automaton over classes of characters. A state is the place of its row in the
 * table: a row says whether a text may end there, then where each class leads, which counts from
 * one. State 0 is the dead one, the row behind it that of the start. */
typedef struct {
    uint8_t classes[ASCII];
    uint16_t width;
    uint16_t *table;
    range *ranges;          /* in order */
    size_t range_count;
} automaton;

/* What most cells need stands first, in one line of the processor's cache. */
typedef struct {
    uint8_t kind, key, empty;
    uint8_t special;        /* there are missing values that are not empty */
    int slot;               /* its place among the cells that are kept, or -1 */
    int64_t low, high;      /* a length, a number, a day as yyyymmdd */
    size_t digits;
    uint8_t from[SHAPE_ROOM], to[SHAPE_ROOM];
    set known;
    automaton *dfa;
    set missing_good, missing_bad;
    int64_t lows[SCALES], highs[SCALES];
} column;

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Return the number of eight digits, -1 where one of the bytes is none. */
INLINE int64_t eight_digits(uint64_t word)
{
    if (((word & EACH(0xf0)) | ((word + EACH(6)) & EACH(0xf0)) >> 4) != EACH(0x33))
        return -1;
    word &= EACH(0x0f);
    word = word * 10 + (word >> 8);
    return (int64_t)(((word & UINT64_C(0x000000ff000000ff)) * UINT64_C(0x000f424000000064) +
                      (word >> 16 & UINT64_C(0x000000ff000000ff)) *
                          UINT64_C(0x0000271000000001)) >> 32);
}

/* Return the number of n digits, at least one and at most eight, that are the head of a text. */
INLINE int64_t few_digits(uint64_t word, size_t n)
{
    unsigned shift = (unsigned)(8 - n) * 8;
    return eight_digits(shift ? word << shift | EACH('0') >> (64 - shift) : word);
}

INLINE int is_integer(const column *c, const uint8_t *p, size_t n)
{
    int negative = p[0] == '-' && !c->digits;
    p += negative;
    n -= (size_t)negative;
    int64_t value = 0;
    if (n - 1 >= 18 || (c->digits && n != c->digits))
        return 0;
    if (LIKELY(n <= 8)) {
        value = few_digits(load(p), n);
        if (value < 0)
            return 0;
    } else {
        for (size_t i = 0; i < n; i++) {
            unsigned digit = p[i] - (unsigned)'0';
            if (digit > 9)
                return 0;
            value = value * 10 + (int64_t)digit;
        }
    }
    value = negative ? -value : value;
    return c->low <= value && value <= c->high;
}

/* The same as below for a text of at most eight bytes without a sign. */
INLINE int short_decimal(const column *c, const uint8_t *p, size_t n)
{
    uint64_t word = load(p), other = word ^ EACH(c->digits);
    uint64_t points = (other - EACH(1)) & ~other & EACH(0x80);
    size_t at = points ? first_bit(points) / 8 : 8, scale = 0;
    if (at < n) {
        if (!at || at == n - 1)
            return 0;
        uint64_t before = ((uint64_t)1 << 8 * at) - 1;
        word = (word & before) | (word >> 8 & ~before);
        scale = n - at - 1;
        n--;
    }
    int64_t value = few_digits(word, n);
    return value >= 0 && c->lows[scale] <= value && value <= c->highs[scale];
}

/* Digits, at most one decimal point among them (`digits` is its character). The limits are ready
 * for each number of decimals, so that nothing is rounded. */
INLINE int is_decimal(const column *c, const uint8_t *p, size_t n)
{
    if (LIKELY(n <= 8 && p[0] != '-'))
        return short_decimal(c, p, n);
    int negative = p[0] == '-';
    size_t i = (size_t)negative, point = n;
    if (n - i - 1 >= 19)
        return 0;
    uint64_t digits = 0; /* as many as nineteen, before they turn out to be too many */
    for (; i < n; i++) {
        unsigned digit = p[i] - (unsigned)'0';
        if (digit > 9) {
            if (p[i] != c->digits || point != n || i == (size_t)negative)
                return 0;
            point = i;
            continue;
        }
        digits = digits * 10 + digit;
    }
    size_t scale = point == n ? 0 : n - point - 1;
    if ((point != n && !scale) || (point == n && n - (size_t)negative > 18))
        return 0;
    int64_t value = negative ? -(int64_t)digits : (int64_t)digits;
    return c->lows[scale] <= value && value <= c->highs[scale];
}

/* Return a day as the number yyyymmdd, 0 where the text is none. */
INLINE int64_t day_number(const uint8_t *p, size_t n)
{
    static const uint8_t longest[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (n != 10)
        return 0;
    uint64_t word = load(p), rest = head(p + 8, 2);
    if ((word & UINT64_C(0xff0000ff00000000)) != UINT64_C(0x2d00002d00000000))
        return 0;
    int64_t number = eight_digits((word & 0xffffffff) | (word >> 40 & 0xffff) << 32 | rest << 48);
    if (number < 10000)
        return 0;
    unsigned year = (unsigned)(number / 10000), month = (unsigned)(number / 100 % 100);
    unsigned day = (unsigned)(number % 100);
    if (!month || month > 12 || !day || day > longest[month])
        return 0;
    if (month == 2 && day == 29 && (year % 4 || (year % 100 == 0 && year % 400)))
        return 0;
    return number;
}

INLINE int is_date(const column *c, const uint8_t *p, size_t n)
{
    int64_t day = day_number(p, n);
    return day && c->low <= day && day <= c->high;
}

INLINE int has_length(const column *c, const uint8_t *p, size_t n)
{
    size_t count = characters(p, n);
    return count != NOWHERE && (uint64_t)c->low <= count && count <= (uint64_t)c->high;
}

/* A text of ASCII whose every character lies in a range of its own. */
INLINE int has_shape(const column *c, const uint8_t *p, size_t n)
{
    if (n != c->digits)
        return 0;
#if defined(HAS_SSE2)
    __m128i text = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i from = _mm_loadu_si128((const __m128i *)(const void *)c->from);
    __m128i to = _mm_loadu_si128((const __m128i *)(const void *)c->to);
    __m128i right = _mm_and_si128(_mm_cmpeq_epi8(_mm_max_epu8(text, from), text),
                                  _mm_cmpeq_epi8(_mm_min_epu8(text, to), text));
    return _mm_movemask_epi8(right) == 0xffff;
#else
    for (size_t i = 0; i < n; i++)
        if (p[i] < c->from[i] || p[i] > c->to[i])
            return 0;
    return 1;
#endif
}

/* Return the class of a character beyond ASCII, 0 where it belongs to none. */
static unsigned class_of(const automaton *a, uint32_t code)
{
    size_t low = 0, high = a->range_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code > a->ranges[middle].last)
            low = middle + 1;
        else if (code < a->ranges[middle].first)
            high = middle;
        else
            return a->ranges[middle].class_;
    }
    return 0;
}

/* A text that the automaton takes to a state where it may end, with as many characters as are
 * allowed. */
OUTLINE int is_taken(const column *c, const uint8_t *p, size_t n)
{
    const automaton *a = c->dfa;
    unsigned state = a->width;
    size_t count = 0;
    for (size_t at = 0; at < n; count++) {
        unsigned class_ = 0;
        if (LIKELY(p[at] < 0x80)) {
            class_ = a->classes[p[at++]];
        } else {
            size_t size = wide(p + at, n - at);
            if (!size)
                return 0;
            uint32_t code = p[at] & (0xffu >> (size + 1));
            for (size_t i = 1; i < size; i++)
                code = code << 6 | (p[at + i] & 0x3f);
            class_ = class_of(a, code);
            at += size;
        }
        state = class_ ? a->table[state + class_] : 0;
        if (!state)
            return 0;
    }
    return a->table[state] && (uint64_t)c->low <= count && count <= (uint64_t)c->high;
}

INLINE int judge(const column *c, const uint8_t *p, size_t n)
{
    int good;
    if (!n)
        return c->empty;
    if (c->special) {
        if (set_has(&c->missing_good, p, n))
            return MISSING_GOOD;
        if (set_has(&c->missing_bad, p, n))
            return MISSING_BAD;
    }
    switch (c->kind) {
    case TEXT: good = has_length(c, p, n); break;
    case INTEGER: good = is_integer(c, p, n); break;
    case DECIMAL: good = is_decimal(c, p, n); break;
    case DATE: good = is_date(c, p, n); break;
    case SHAPE: good = has_shape(c, p, n); break;
    case DFA: good = is_taken(c, p, n); break;
    default: good = 0; break;
    }
    return good || set_has(&c->known, p, n) ? GOOD : UNKNOWN;
}

static void automaton_free(automaton *a)
{
    if (a) {
        free(a->table);
        free(a->ranges);
        free(a);
    }
}

/* Fill an automaton: the width of its rows, how many ranges, the classes of ASCII, the ranges as
 * (first, last, class), the table. Return -1 for what is none, or without memory. */
static int read_automaton(automaton *a, const int64_t *numbers, size_t count)
{
    if (count < 2 + ASCII || numbers[0] < 2 || numbers[0] > UINT8_MAX || numbers[1] < 0 ||
        (uint64_t)numbers[1] > (count - 2 - ASCII) / 3)
        return -1;
    int64_t width = numbers[0];
    a->width = (uint16_t)width;
    a->range_count = (size_t)numbers[1];
    const int64_t *classes = numbers + 2, *ranges = classes + ASCII;
    const int64_t *table = ranges + 3 * a->range_count;
    size_t cells = (size_t)(numbers + count - table);
    if (cells < 2 * (size_t)width || cells % (size_t)width || cells > UINT16_MAX)
        return -1;
    a->table = calloc(cells, sizeof(uint16_t));
    a->ranges = calloc(a->range_count + 1, sizeof(range));
    if (!a->table || !a->ranges)
        return -1;
    for (size_t i = 0; i < ASCII; i++) {
        if (classes[i] < 1 || classes[i] >= width)
            return -1;
        a->classes[i] = (uint8_t)classes[i];
    }
    int64_t before = ASCII - 1;
    for (size_t i = 0; i < a->range_count; i++, ranges += 3) {
        if (ranges[0] <= before || ranges[1] < ranges[0] || ranges[1] > 0x10ffff || ranges[2] < 1 ||
            ranges[2] >= width)
            return -1;
        before = ranges[1];
        a->ranges[i] = (range){(uint32_t)ranges[0], (uint32_t)ranges[1], (uint16_t)ranges[2]};
    }
    for (size_t i = 0; i < cells; i++) {
        if (i % (size_t)width ? table[i] < 0 || (size_t)table[i] >= cells || table[i] % width
                              : table[i] != (table[i] != 0))
            return -1;
        a->table[i] = (uint16_t)table[i];
    }
    return 0;
}

/* Fill a column from its numbers: low, high, and what its kind needs. With -1 it stays unknown. */
static int read_column(column *c, int kind, const int64_t *numbers, size_t count)
{
    c->kind = ASK;
    if (count < 2)
        return kind == ASK ? 0 : -1;
    c->low = numbers[0];
    c->high = numbers[1];
    if (kind == DECIMAL) {
        if (count != 3 + 2 * SCALES)
            return -1;
        c->digits = (size_t)numbers[2];
        memcpy(c->lows, numbers + 3, sizeof c->lows);
        memcpy(c->highs, numbers + 3 + SCALES, sizeof c->highs);
    } else if (kind == INTEGER) {
        c->digits = count > 2 ? (size_t)numbers[2] : 0;
    } else if (kind == SHAPE) {
        size_t n = (count - 2) / 2;
        if (!n || n > SHAPE_ROOM || count % 2)
            return -1;
        c->digits = n;
        memset(c->to, 0xff, sizeof c->to);
        for (size_t i = 0; i < n; i++) {
            c->from[i] = (uint8_t)numbers[2 + i];
            c->to[i] = (uint8_t)numbers[2 + n + i];
        }
    } else if (kind == DFA) {
        automaton_free(c->dfa);
        c->dfa = calloc(1, sizeof(automaton));
        if (!c->dfa || read_automaton(c->dfa, numbers + 2, count - 2))
            return -1;
    }
    c->kind = (uint8_t)kind;
    return 0;
}

static void column_free(column *c)
{
    automaton_free(c->dfa);
    set_free(&c->missing_good);
    set_free(&c->missing_bad);
    set_free(&c->known);
}

/* ---- keys ------------------------------------------------------------------------------- */

/* A growing piece of memory, with PAD bytes of room behind what is used. */
typedef struct {
    uint8_t *bytes;
    size_t used, room;
} buffer;

static int reserve(buffer *b, size_t more)
{
    if (b->used + more + PAD <= b->room)
        return 0;
    size_t room = b->room * 2 > b->used + more + PAD ? b->room * 2 : b->used + more + PAD;
    uint8_t *bytes = realloc(b->bytes, room);
    if (!bytes)
        return -1;
    memset(bytes + b->room, 0, room - b->room);
    b->bytes = bytes;
    b->room = room;
    return 0;
}

/* A record is: its row in six bytes, and two texts (the typed key, what is shown of it), each
 * after its length in seven bits a byte. */
#define ROW_BYTES 6
#define HEAD_BYTES (ROW_BYTES + 10)
#define PARTS 128
#define PART_BITS 7
#define BLOCK ((size_t)1 << 15)
#define UNDIVIDED ((size_t)1 << 18)

typedef struct {
    uint64_t row;
    const uint8_t *key, *shown, *end;
    size_t size, shown_size;
} record;

typedef struct {
    uint64_t at;
    size_t size;
} block;

typedef struct {
    buffer waiting;
    block *blocks;
    size_t count, room;
    uint64_t size; /* in blocks and waiting */
} part;

typedef struct keys {
    size_t width;
    int *slots, *kinds;
    int partly;
    uint64_t seed[2], mask;
    size_t bound;            /* bytes in memory while duplicates are looked for */
    buffer staged;           /* the records of one call of the scan */
    buffer first;            /* all records, until they are divided */
    part *parts;
    void *file;
    int (*store)(void *file, const uint8_t *bytes, size_t n, uint64_t *at);
    int (*fetch)(void *file, uint64_t at, size_t n, uint8_t *bytes);
} keys;

INLINE uint8_t *write_size(uint8_t *p, size_t n)
{
    for (; n > 0x7f; n >>= 7)
        *p++ = (uint8_t)(n | 0x80);
    *p++ = (uint8_t)n;
    return p;
}

INLINE const uint8_t *read_size(const uint8_t *p, size_t *n)
{
    size_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        value |= (size_t)(*p & 0x7f) << shift;
        if (!(*p++ & 0x80))
            break;
    }
    *n = value;
    return p;
}

INLINE void write_row(uint8_t *p, uint64_t row)
{
    for (int i = 0; i < ROW_BYTES; i++, row >>= 8)
        p[i] = (uint8_t)row;
}

INLINE const uint8_t *read_record(const uint8_t *p, record *r)
{
    r->row = load(p) & UINT64_C(0xffffffffffff);
    r->key = read_size(p + ROW_BYTES, &r->size);
    r->shown = read_size(r->key + r->size, &r->shown_size);
    return r->end = r->shown + r->shown_size;
}

static int append(buffer *b, const uint8_t *bytes, size_t n)
{
    if (reserve(b, n))
        return -1;
    memcpy(b->bytes + b->used, bytes, n);
    b->used += n;
    return 0;
}

static int append_record(buffer *b, uint64_t row, const uint8_t *key, size_t n,
                         const uint8_t *shown, size_t shown_size)
{
    if (reserve(b, HEAD_BYTES + 10 + n + shown_size))
        return -1;
    uint8_t *p = b->bytes + b->used;
    write_row(p, row);
    p = write_size(p + ROW_BYTES, n);
    if (n)
        memcpy(p, key, n);
    p = write_size(p + n, shown_size);
    if (shown_size)
        memcpy(p, shown, shown_size);
    b->used = (size_t)(p + shown_size - b->bytes);
    return 0;
}

INLINE uint64_t key_hash(const keys *k, const record *r)
{
    return hash_text(k->seed, r->key, r->size) & k->mask;
}

/* Write what waits in a part to the file. */
static int flush(keys *k, part *p)
{
    if (!p->waiting.used)
        return 0;
    if (p->count == p->room) {
        size_t room = p->room ? p->room * 2 : 8;
        block *blocks = realloc(p->blocks, room * sizeof(block));
        if (!blocks)
            return -1;
        p->blocks = blocks;
        p->room = room;
    }
    block *b = p->blocks + p->count;
    if (k->store(k->file, p->waiting.bytes, p->waiting.used, &b->at))
        return -1;
    b->size = p->waiting.used;
    p->count++;
    p->waiting.used = 0;
    return 0;
}

static int put_divided(keys *k, const uint8_t *from, const record *r)
{
    part *p = k->parts + (key_hash(k, r) >> (64 - PART_BITS));
    size_t n = (size_t)(r->end - from);
    if (p->waiting.used + n > BLOCK && flush(k, p))
        return -1;
    p->size += n;
    return append(&p->waiting, from, n);
}

static int divide(keys *k)
{
    if (!k->parts && !(k->parts = calloc(PARTS, sizeof(part))))
        return -1;
    const uint8_t *p = k->first.bytes, *end = k->first.used ? p + k->first.used : p;
    record r;
    for (; p < end; p = r.end) {
        read_record(p, &r);
        if (put_divided(k, p, &r))
            return -1;
    }
    free(k->first.bytes);
    k->first = (buffer){0};
    return 0;
}

/* Keep records; they come in the order of their rows. */
static int put_records(keys *k, const uint8_t *p, size_t n)
{
    if (!k->parts) {
        if (append(&k->first, p, n))
            return -1;
        size_t most = k->bound < UNDIVIDED ? k->bound : UNDIVIDED;
        return k->first.used > most ? divide(k) : 0;
    }
    const uint8_t *end = p + n;
    record r;
    for (; p < end; p = r.end) {
        read_record(p, &r);
        if (put_divided(k, p, &r))
            return -1;
    }
    return 0;
}

typedef int (*twice_seen)(void *to, uint64_t before, const record *again);

typedef struct {
    uint64_t hash;
    size_t at; /* one more than the place of the record */
} known_key;

/* The distinct keys of a share of the hashes, each with the row where it stood last. */
typedef struct {
    buffer records;
    known_key *table;
    size_t room, count;
    uint64_t share, shares;
    twice_seen tell;
    void *to;
} finder;

static int finder_grow(finder *f)
{
    size_t room = f->room ? f->room * 2 : 64;
    known_key *table = calloc(room, sizeof(known_key));
    if (!table)
        return -1;
    for (size_t j = 0; j < f->room; j++) {
        if (!f->table[j].at)
            continue;
        size_t i = (size_t)f->table[j].hash & (room - 1);
        while (table[i].at)
            i = (i + 1) & (room - 1);
        table[i] = f->table[j];
    }
    free(f->table);
    f->table = table;
    f->room = room;
    return 0;
}

/* Remember a key, or tell that it stood before. */
static int find(finder *f, uint64_t hash, const uint8_t *p, const record *r)
{
    if (f->count * 2 >= f->room && finder_grow(f))
        return -1;
    size_t i = (size_t)hash & (f->room - 1);
    record other;
    for (; f->table[i].at; i = (i + 1) & (f->room - 1)) {
        if (f->table[i].hash != hash)
            continue;
        uint8_t *known = f->records.bytes + f->table[i].at - 1;
        read_record(known, &other);
        if (other.size == r->size && !memcmp(other.key, r->key, r->size)) {
            write_row(known, r->row);
            return f->tell(f->to, other.row, r);
        }
    }
    f->table[i] = (known_key){hash, f->records.used + 1};
    f->count++;
    return append(&f->records, p, (size_t)(r->end - p));
}

static int find_all(keys *k, finder *f, const uint8_t *p, size_t n)
{
    const uint8_t *end = n ? p + n : p;
    record r;
    for (; p < end; p = r.end) {
        read_record(p, &r);
        uint64_t hash = key_hash(k, &r);
        if ((f->shares == 1 || (hash >> 32) % f->shares == f->share) && find(f, hash, p, &r))
            return -1;
    }
    return 0;
}

/* Look for duplicates in a part, in shares where it may be too large for the memory. */
static int finish_part(keys *k, part *p, finder *f)
{
    buffer raw = {0};
    int failed = 0;
    f->shares = p->size / k->bound + 1;
    for (f->share = 0; f->share < f->shares && !failed; f->share++) {
        f->records.used = f->count = 0;
        if (f->room)
            memset(f->table, 0, f->room * sizeof(known_key));
        for (size_t i = 0; i < p->count && !failed; i++) {
            size_t n = p->blocks[i].size;
            failed = reserve(&raw, n) || k->fetch(k->file, p->blocks[i].at, n, raw.bytes) ||
                     find_all(k, f, raw.bytes, n);
        }
        failed = failed || find_all(k, f, p->waiting.bytes, p->waiting.used);
    }
    free(raw.bytes);
    return failed ? -1 : 0;
}

static int keys_finish(keys *k, twice_seen tell, void *to)
{
    finder f = {0};
    int failed = 0;
    f.tell = tell;
    f.to = to;
    f.shares = 1;
    if (!k->parts)
        failed = find_all(k, &f, k->first.bytes, k->first.used);
    for (size_t i = 0; k->parts && i < PARTS && !failed; i++)
        if (k->parts[i].size)
            failed = finish_part(k, k->parts + i, &f);
    free(f.records.bytes);
    free(f.table);
    return failed ? -1 : 0;
}

static void keys_clear(keys *k)
{
    for (size_t i = 0; k->parts && i < PARTS; i++) {
        free(k->parts[i].blocks);
        free(k->parts[i].waiting.bytes);
    }
    free(k->parts);
    free(k->first.bytes);
    free(k->staged.bytes);
}

/* ---- typed keys ------------------------------------------------------------------------- */

/* Write a whole number without its leading zeros; return 0 where the text is none. */
static int integer_key(buffer *b, const uint8_t *p, size_t n)
{
    if (!n || n > 1000)
        return 0;
    int negative = p[0] == '-';
    size_t i = (size_t)negative;
    if (i == n)
        return 0;
    for (size_t j = i; j < n; j++)
        if (p[j] < '0' || p[j] > '9')
            return 0;
    while (i + 1 < n && p[i] == '0')
        i++;
    if (negative && p[i] != '0')
        b->bytes[b->used++] = '-';
    memcpy(b->bytes + b->used, p + i, n - i);
    b->used += n - i;
    return 1;
}

/* Write a number as its digits, without zeros at either end, and the power of ten. */
static int decimal_key(buffer *b, const uint8_t *p, size_t n)
{
    if (!n || n > 24)
        return 0;
    uint8_t digits[32];
    int negative = p[0] == '-', power = 0;
    size_t count = 0, point = n;
    for (size_t i = (size_t)negative; i < n; i++) {
        if (p[i] == '.' && point == n && i > (size_t)negative)
            point = i;
        else if (p[i] < '0' || p[i] > '9')
            return 0;
        else if (count || p[i] != '0')
            digits[count++] = p[i];
    }
    if (n == (size_t)negative || point == n - 1)
        return 0;
    power = point == n ? 0 : (int)point + 1 - (int)n;
    for (; count && digits[count - 1] == '0'; count--)
        power++;
    uint8_t *to = b->bytes + b->used;
    if (!count) {
        *to++ = '0';
    } else {
        if (negative)
            *to++ = '-';
        memcpy(to, digits, count);
        to += count;
        *to++ = 'e';
        if (power < 0)
            *to++ = '-';
        unsigned size = (unsigned)(power < 0 ? -power : power);
        if (size > 9)
            *to++ = (uint8_t)('0' + size / 10);
        *to++ = (uint8_t)('0' + size % 10);
    }
    b->used = (size_t)(to - b->bytes);
    return 1;
}

/* Write the typed text of a cell; return 1, 0 where Python must read it, -1 without memory. */
static int key_text(buffer *b, int kind, const uint8_t *p, size_t n)
{
    if (reserve(b, n + 32))
        return -1;
    switch (kind) {
    case KEY_INTEGER: return integer_key(b, p, n);
    case KEY_YEAR: return n == 4 && p[0] != '-' && integer_key(b, p, n);
    case KEY_DECIMAL: return decimal_key(b, p, n);
    case KEY_DATE:
        if (!day_number(p, n))
            return 0;
        break;
    default: break;
    }
    if (n)
        memcpy(b->bytes + b->used, p, n);
    b->used += n;
    return 1;
}

/* ---- the scan --------------------------------------------------------------------------- */

typedef struct {
    const uint8_t *p; /* NULL where the record is too short for the column */
    size_t n, column;
    int verdict;
} cell;

enum { BLANK, RAGGED, CROWDED };

/* So many lines in the cells of a record, or lines in one cell that have as many separators as a
 * record of the table, make it crowded: a stray quote may have swallowed rows. */
#define MANY_LINES 20
#define FEW_ROWS 2

/* Who is told of rows that are not simply good; all return 0 to go on. */
typedef struct {
    void *to;
    int (*odd)(void *to, int what, uint64_t row, size_t cells, size_t start, size_t end);
    int (*unknown)(void *to, uint64_t row, const cell *cells, size_t n);
    int (*kept)(void *to, const cell *kept);
    int (*empty)(void *to, size_t key, uint64_t row);
    int (*hole)(void *to, size_t key, uint64_t row, const cell *kept);
} sink;

typedef struct {
    uint8_t delimiter, quote;
    int quoted;
    size_t width;
    column *columns;
    size_t slots, caught; /* the caught cells come first */
    cell *kept, *unknown;
    keys **keys;
    size_t key_count;
    uint64_t row;  /* the number of the record that comes next */
    uint64_t skip; /* so many records are not judged */
    uint8_t *scratch;
    size_t scratch_used;
    buffer key, shown;
    sink out;
} scan;

enum { FAILED = -1, GO_ON, HAND_OVER };

/* Return a bit for each of 64 bytes that may end a cell or a record, or needs care. */
INLINE uint64_t special(const scan *s, const uint8_t *p)
{
    uint64_t bits = 0;
#if defined(HAS_SSE2)
    const __m128i delimiter = _mm_set1_epi8((char)s->delimiter);
    const __m128i quote = _mm_set1_epi8((char)s->quote), control = _mm_set1_epi8('\r');
    for (int i = 0; i < 4; i++) {
        __m128i text = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
        __m128i found = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(text, delimiter), _mm_cmpeq_epi8(text, quote)),
            _mm_cmpeq_epi8(_mm_min_epu8(text, control), text));
        bits |= (uint64_t)(unsigned)_mm_movemask_epi8(found) << (16 * i);
    }
#else
    for (int i = 0; i < 64; i++)
        bits |= (uint64_t)(p[i] == s->delimiter || p[i] == s->quote || p[i] <= '\r') << i;
#endif
    return bits;
}

/* Return the text of a quoted cell with doubled quotes, which stand for one. NULL where there is
 * no room. */
static const uint8_t *plain_text(scan *s, const uint8_t *p, const uint8_t *closed, size_t *n)
{
    if (!s->scratch && !(s->scratch = calloc(1, LONGEST_RECORD + 2 * PAD)))
        return NULL;
    if ((size_t)(closed - p) > LONGEST_RECORD - s->scratch_used)
        return NULL;
    uint8_t *start = s->scratch + s->scratch_used, *to = start;
    for (; p < closed; p++) {
        *to++ = *p;
        if (*p == s->quote)
            p++;
    }
    *n = (size_t)(to - start);
    s->scratch_used += *n;
    return start;
}

static int add_key_part(buffer *b, const uint8_t *p, size_t n, int missing)
{
    if (reserve(b, n + 16))
        return -1;
    uint8_t *to = write_size(b->bytes + b->used, missing ? 0 : n + 1);
    b->used = (size_t)(to - b->bytes);
    return missing ? 0 : append(b, p, n);
}

/* Make the typed key of a row; return 1, 0 where Python must, -1 without memory. */
static int make_key(scan *s, const keys *k)
{
    buffer text = {0};
    int made = 1;
    s->key.used = s->shown.used = 0;
    if (k->width == 1) {
        const cell *c = s->kept + k->slots[0];
        made = key_text(&s->key, k->kinds[0], c->p, c->n);
        if (made > 0 && k->kinds[0] == KEY_DECIMAL && append(&s->shown, c->p, c->n))
            made = -1;
        return made;
    }
    int decimal = 0;
    for (size_t i = 0; i < k->width; i++)
        decimal |= k->kinds[i] == KEY_DECIMAL;
    for (size_t i = 0; i < k->width && made > 0; i++) {
        const cell *c = s->kept + k->slots[i];
        int missing = !c->p || c->verdict >= MISSING_GOOD;
        text.used = 0;
        if (!missing)
            made = key_text(&text, k->kinds[i], c->p, c->n);
        if (made > 0 && (add_key_part(&s->key, text.bytes, text.used, missing) ||
                         (decimal && add_key_part(&s->shown, c->p, c->n, missing))))
            made = -1;
    }
    free(text.bytes);
    return made;
}

static int stage_keys(scan *s)
{
    for (size_t i = 0; i < s->key_count; i++) {
        keys *k = s->keys[i];
        size_t missing = 0;
        for (size_t j = 0; j < k->width; j++) {
            const cell *c = s->kept + k->slots[j];
            missing += !c->p || c->verdict >= MISSING_GOOD;
        }
        if (missing == k->width) {
            if (k->partly && s->out.empty(s->out.to, i, s->row))
                return FAILED;
            continue;
        }
        if (missing && !k->partly)
            continue;
        int made = make_key(s, k);
        if (made < 0 || (made == 0 && s->out.hole(s->out.to, i, s->row, s->kept)))
            return FAILED;
        if (made && append_record(&k->staged, s->row, s->key.bytes, s->key.used, s->shown.bytes,
                                  s->shown.used))
            return FAILED;
    }
    return GO_ON;
}

/* Deal with a whole record; with HAND_OVER it was not taken. */
OUTLINE int end_row(scan *s, const uint8_t *b, size_t start, size_t end, size_t cells,
                    size_t unknowns, int filled, int crowded)
{
    if (s->skip) {
        s->skip--;
        return GO_ON;
    }
    if (end - start > LONGEST_RECORD)
        return HAND_OVER;
    if ((cells != s->width || crowded) &&
        characters(b + start, end - start) == NOWHERE)
        return HAND_OVER;
    for (size_t i = 0; i < unknowns && filled; i++)
        if (characters(s->unknown[i].p, s->unknown[i].n) == NOWHERE)
            return HAND_OVER;
    if (crowded && s->out.odd(s->out.to, CROWDED, s->row, cells, start, end))
        return FAILED;
    if (!filled) {
        if (s->out.odd(s->out.to, BLANK, s->row, cells, start, end))
            return FAILED;
    } else {
        if (cells != s->width && s->out.odd(s->out.to, RAGGED, s->row, cells, start, end))
            return FAILED;
        if (unknowns && s->out.unknown(s->out.to, s->row, s->unknown, unknowns))
            return FAILED;
    }
    if (s->caught && s->out.kept(s->out.to, s->kept))
        return FAILED;
    return s->key_count ? stage_keys(s) : GO_ON;
}

INLINE void forget_row(scan *s)
{
    for (size_t i = 0; i < s->slots; i++)
        s->kept[i].p = NULL;
    s->scratch_used = 0;
}

/* Judge a cell; count it among those of the row, and say whether anything stands in it. */
INLINE void take(scan *s, const uint8_t *p, size_t n, size_t *cells, size_t *unknowns, int *filled)
{
    size_t index = (*cells)++;
    if (!LIKELY(index < s->width))
        return;
    const column *c = s->columns + index;
    int verdict = judge(c, p, n);
    *filled |= verdict <= GOOD;
    if (!LIKELY(verdict == GOOD || verdict == MISSING_GOOD))
        s->unknown[(*unknowns)++] = (cell){p, n, index, verdict};
    if (c->slot >= 0)
        s->kept[c->slot] = (cell){p, n, index, verdict};
}

enum { PLAIN, INSIDE, CLOSED };

/* The lines of a quoted cell: how many ended, and how many of those below the first look like
 * records of the table. */
typedef struct {
    size_t ended, marks, alike, first;
} quoted_lines;

INLINE void end_line(const scan *s, quoted_lines *q)
{
    q->alike += q->ended && s->width > 1 && q->marks == s->width - 1;
    if (!q->ended)
        q->first = q->marks;
    q->ended++;
    q->marks = 0;
}

/* Whether the first and the last line of a cell are whole rows with what stands outside the quotes;
 * `before` cells stand before it, `last` separators in its last line. As rows_in in quotes.py. */
INLINE int whole_outside(const scan *s, const quoted_lines *q, size_t before, size_t last)
{
    return q->first + before == s->width - 1 && last == before && last != s->width - 1;
}

/* Take the records between begin and end. What stands after `consumed` is the start of a record
 * that is not whole, or, with HAND_OVER, one that Python must read: text that follows a closing
 * quote is among them. A record without a line end is not whole. */
static int scan_rows(scan *s, const uint8_t *b, size_t begin, size_t end, size_t *consumed)
{
    size_t start = begin, field = begin, cells = 0, unknowns = 0, opened = 0, closed = 0;
    size_t pass = NOWHERE, lines = 0, last;
    quoted_lines quoted = {0};
    int filled = 0, mode = PLAIN, doubled = 0, crowded = 0, done, after_return = 0;
    forget_row(s);
    *consumed = begin;
    for (size_t base = begin; base < end; base += 64) {
        uint64_t bits = special(s, b + base);
        if (end - base < 64)
            bits &= ((uint64_t)1 << (end - base)) - 1;
        for (; bits; bits &= bits - 1) {
            size_t at = base + first_bit(bits);
            uint8_t c = b[at];
            if (LIKELY(mode == PLAIN && c == s->delimiter)) {
                take(s, b + field, at - field, &cells, &unknowns, &filled);
                field = at + 1;
                continue;
            }
            if (!c)
                return HAND_OVER;
            if (mode == INSIDE) {
                lines += c == '\n';
                quoted.marks += c == s->delimiter;
                if (c == '\n' || c == '\r')
                    end_line(s, &quoted);
                if (c != s->quote || at == pass)
                    continue;
                if (at + 1 == end)
                    return GO_ON;
                if (b[at + 1] == c) {
                    doubled = 1;
                    pass = at + 1;
                    continue;
                }
                if (b[at + 1] != s->delimiter && b[at + 1] != '\n' && b[at + 1] != '\r')
                    return HAND_OVER;
                closed = at;
                mode = CLOSED;
                last = quoted.marks;
                end_line(s, &quoted);
                crowded |= quoted.alike >= FEW_ROWS;
                crowded |= quoted.alike && whole_outside(s, &quoted, cells, last);
                continue;
            }
            if (c != s->delimiter && c != '\n' && c != '\r') {
                if (c == s->quote && s->quoted && mode == PLAIN && at == field) {
                    mode = INSIDE;
                    opened = at + 1;
                    doubled = 0;
                    quoted = (quoted_lines){0};
                }
                continue;
            }
            if (c == '\n' && after_return && at == start) {
                *consumed = start = field = at + 1;
                after_return = 0;
                continue;
            }
            if (c == '\r' && at + 1 == end)
                return GO_ON;
            if (mode != PLAIN) {
                const uint8_t *text = b + opened;
                size_t n = closed - opened;
                if (doubled)
                    text = plain_text(s, b + opened, b + closed, &n);
                if (!text)
                    return HAND_OVER;
                take(s, text, n, &cells, &unknowns, &filled);
                mode = PLAIN;
            } else if (at != start) {
                take(s, b + field, at - field, &cells, &unknowns, &filled);
            }
            field = at + 1;
            if (c == s->delimiter)
                continue;
            done = end_row(s, b, start, at, cells, unknowns, filled,
                           crowded || lines > MANY_LINES);
            if (done)
                return done;
            s->row++;
            *consumed = start = field;
            after_return = c == '\r';
            cells = unknowns = lines = 0;
            filled = crowded = 0;
            forget_row(s);
        }
    }
    return GO_ON;
}

/* ---- Python ----------------------------------------------------------------------------- */

#if !defined(SHENBAO_CORE)

typedef struct {
    PyObject *keys_type, *program_type;
} module_state;

typedef struct {
    PyObject_HEAD
    keys keys;
    PyObject *spool;
} KeysObject;

typedef struct {
    PyObject_HEAD
    scan scan;
    PyObject *keys;                                       /* a tuple of Keys */
    PyObject *blanks, *ragged, *crowded, *unknown, *caught, *empty, *holes; /* of the call that runs */
} ProgramObject;

/* Read a list of small numbers into memory that the caller owns; NULL with an exception. */
static int *read_numbers(PyObject *list, size_t *count)
{
    Py_ssize_t n = PySequence_Size(list);
    int *found = n < 0 ? NULL : PyMem_Calloc((size_t)n + 1, sizeof(int));
    if (!found)
        return n < 0 ? NULL : (int *)PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_GetItem(list, i);
        long value = item ? PyLong_AsLong(item) : -1;
        Py_XDECREF(item);
        if (PyErr_Occurred() || value < 0 || value > 1 << 30) {
            PyMem_Free(found);
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "a number out of range");
            return NULL;
        }
        found[i] = (int)value;
    }
    *count = (size_t)n;
    return found;
}

static int spool_store(void *file, const uint8_t *bytes, size_t n, uint64_t *at)
{
    PyObject *place = PyObject_CallMethod((PyObject *)file, "seek", "ii", 0, 2);
    *at = place ? PyLong_AsUnsignedLongLong(place) : 0;
    Py_XDECREF(place);
    if (PyErr_Occurred())
        return -1;
    PyObject *done = PyObject_CallMethod((PyObject *)file, "write", "y#", (const char *)bytes,
                                         (Py_ssize_t)n);
    Py_XDECREF(done);
    return done ? 0 : -1;
}

static int spool_fetch(void *file, uint64_t at, size_t n, uint8_t *bytes)
{
    PyObject *place = PyObject_CallMethod((PyObject *)file, "seek", "K", (unsigned long long)at);
    Py_XDECREF(place);
    PyObject *read = place ? PyObject_CallMethod((PyObject *)file, "read", "n", (Py_ssize_t)n)
                           : NULL;
    char *from;
    Py_ssize_t size;
    if (!read)
        return -1;
    if (PyBytes_AsStringAndSize(read, &from, &size) < 0 || size != (Py_ssize_t)n) {
        Py_DECREF(read);
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_OSError, "the temporary file of the keys was cut");
        return -1;
    }
    memcpy(bytes, from, n);
    Py_DECREF(read);
    return 0;
}

static PyObject *Keys_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"kinds", "partly", "spool", "bound", "seed", "mask", NULL};
    PyObject *kinds, *spool;
    int partly;
    Py_ssize_t bound, size;
    const char *seed;
    unsigned long long mask = ~0ULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OpOny#|K", names, &kinds, &partly, &spool,
                                     &bound, &seed, &size, &mask))
        return NULL;
    if (size != 16 || bound < 1) {
        PyErr_SetString(PyExc_ValueError, "a seed of 16 bytes and a bound are needed");
        return NULL;
    }
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    KeysObject *self = (KeysObject *)allocate(type, 0);
    if (!self)
        return NULL;
    keys *k = &self->keys;
    k->kinds = read_numbers(kinds, &k->width);
    k->slots = k->kinds ? PyMem_Calloc(k->width + 1, sizeof(int)) : NULL;
    if (!k->slots || !k->width) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "a key has columns");
        Py_DECREF(self);
        return NULL;
    }
    memcpy(k->seed, seed, 16);
    k->partly = partly;
    k->bound = (size_t)bound;
    k->mask = mask;
    Py_INCREF(spool);
    k->file = self->spool = spool;
    k->store = spool_store;
    k->fetch = spool_fetch;
    return (PyObject *)self;
}

static void free_object(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

static void Keys_dealloc(PyObject *object)
{
    KeysObject *self = (KeysObject *)object;
    PyMem_Free(self->keys.kinds);
    PyMem_Free(self->keys.slots);
    keys_clear(&self->keys);
    Py_XDECREF(self->spool);
    free_object(object);
}

static PyObject *failed(void)
{
    return PyErr_Occurred() ? NULL : PyErr_NoMemory();
}

static int add_value(PyObject *list, PyObject *value)
{
    int wrong = !value || PyList_Append(list, value);
    Py_XDECREF(value);
    return wrong ? -1 : 0;
}

/* Read one of the (row, key, shown) that Python made. */
static int read_made(PyObject *item, uint64_t *row, const char **key, Py_ssize_t *n,
                     const char **shown, Py_ssize_t *shown_size)
{
    unsigned long long number;
    if (!PyTuple_Check(item)) {
        PyErr_SetString(PyExc_TypeError, "a key is (row, key, shown)");
        return -1;
    }
    if (!PyArg_ParseTuple(item, "Ky#y#", &number, key, n, shown, shown_size))
        return -1;
    *row = number;
    return 0;
}

/* Take what the scan staged and what Python made, both in the order of their rows. */
static PyObject *Keys_commit(PyObject *object, PyObject *made)
{
    keys *k = &((KeysObject *)object)->keys;
    Py_ssize_t count = PyList_Size(made);
    if (count < 0)
        return NULL;
    buffer merged = {0};
    const uint8_t *p = k->staged.bytes, *end = k->staged.used ? p + k->staged.used : p;
    record r;
    int wrong = 0;
    for (Py_ssize_t i = 0; i < count && !wrong; i++) {
        uint64_t row = 0;
        const char *key, *shown;
        Py_ssize_t n, size;
        wrong = read_made(PyList_GetItem(made, i), &row, &key, &n, &shown, &size);
        const uint8_t *from = p;
        while (!wrong && p < end && (read_record(p, &r), r.row < row))
            p = r.end;
        wrong = wrong || (p > from && append(&merged, from, (size_t)(p - from))) ||
                append_record(&merged, row, (const uint8_t *)key, (size_t)n,
                              (const uint8_t *)shown, (size_t)size) ||
                put_records(k, merged.bytes, merged.used);
        merged.used = 0;
    }
    if (!wrong && p < end)
        wrong = put_records(k, p, (size_t)(end - p));
    k->staged.used = 0;
    free(merged.bytes);
    if (wrong)
        return failed();
    Py_RETURN_NONE;
}

typedef struct {
    PyObject *found;
    unsigned long long count, most;
} duplicates;

/* Order a heap whose first item has the largest row. */
static int sift(PyObject *heap, const char *method)
{
    PyObject *done = PyObject_CallMethod(heap, method, NULL);
    Py_XDECREF(done);
    return done ? 0 : -1;
}

static int keep_duplicate(void *to, uint64_t before, const record *again)
{
    duplicates *d = to;
    d->count++;
    PyObject *item = Py_BuildValue("KKy#y#", (unsigned long long)again->row,
                                   (unsigned long long)before, (const char *)again->key,
                                   (Py_ssize_t)again->size, (const char *)again->shown,
                                   (Py_ssize_t)again->shown_size);
    int wrong = !item || PyList_Append(d->found, item);
    Py_XDECREF(item);
    /* Only the first rows are listed: now and then the others are dropped. */
    if (!wrong && d->most && (unsigned long long)PyList_Size(d->found) >= 4 * d->most + 1000)
        wrong = sift(d->found, "sort") ||
                PyList_SetSlice(d->found, (Py_ssize_t)d->most, PyList_Size(d->found), NULL);
    return wrong ? -1 : 0;
}

static PyObject *Keys_finish(PyObject *object, PyObject *args)
{
    duplicates d = {NULL, 0, 0};
    if (!PyArg_ParseTuple(args, "K", &d.most))
        return NULL;
    d.found = PyList_New(0);
    if (!d.found)
        return NULL;
    if (keys_finish(&((KeysObject *)object)->keys, keep_duplicate, &d) || sift(d.found, "sort")) {
        Py_DECREF(d.found);
        return failed();
    }
    return Py_BuildValue("KN", d.count, d.found);
}

/* Write all records to the file; return where they stand, those of a part by rows. */
static PyObject *Keys_export(PyObject *object, PyObject *Py_UNUSED(nothing))
{
    keys *k = &((KeysObject *)object)->keys;
    PyObject *blocks = PyList_New(0);
    int wrong = !blocks || (!k->parts && divide(k));
    for (size_t i = 0; i < PARTS && !wrong; i++) {
        part *p = k->parts + i;
        wrong = flush(k, p);
        for (size_t j = 0; j < p->count && !wrong; j++)
            wrong = add_value(blocks, Py_BuildValue("Kn", (unsigned long long)p->blocks[j].at,
                                                    (Py_ssize_t)p->blocks[j].size));
    }
    if (wrong) {
        Py_XDECREF(blocks);
        return failed();
    }
    return blocks;
}

/* Take records that another memory wrote, their rows further down. */
static PyObject *Keys_take(PyObject *object, PyObject *args)
{
    const char *raw;
    Py_ssize_t n;
    unsigned long long shift;
    if (!PyArg_ParseTuple(args, "y#K", &raw, &n, &shift))
        return NULL;
    buffer copy = {0};
    int wrong = append(&copy, (const uint8_t *)raw, (size_t)n);
    record r;
    for (size_t at = 0; at < copy.used; at = (size_t)(r.end - copy.bytes)) {
        read_record(copy.bytes + at, &r);
        write_row(copy.bytes + at, r.row + shift);
    }
    wrong = wrong || put_records(&((KeysObject *)object)->keys, copy.bytes, copy.used);
    free(copy.bytes);
    if (wrong)
        return failed();
    Py_RETURN_NONE;
}

static PyMethodDef keys_methods[] = {
    {"commit", Keys_commit, METH_O,
     "commit(made)\n--\n\nTake the staged keys and a list of (row, key, shown), by rows."},
    {"finish", Keys_finish, METH_VARARGS,
     "finish(most)\n--\n\nReturn how many keys stood before, and of the first (row, before, key, "
     "shown); all of them with most=0."},
    {"export", Keys_export, METH_NOARGS,
     "export()\n--\n\nWrite all keys to the spool; return the (place, size) of each block."},
    {"take", Keys_take, METH_VARARGS,
     "take(block, shift)\n--\n\nTake a block that was exported, its rows so many further down."},
    {NULL, NULL, 0, NULL}};

static PyType_Slot keys_type_slots[] = {{Py_tp_new, Keys_new},
                                        {Py_tp_dealloc, Keys_dealloc},
                                        {Py_tp_methods, keys_methods},
                                        {0, NULL}};

static PyType_Spec keys_spec = {"shenbao.tabular.native._scan.Keys", sizeof(KeysObject), 0,
                                Py_TPFLAGS_DEFAULT, keys_type_slots};

/* ---- the program in Python ---- */

static int add_texts(set *s, PyObject *texts)
{
    PyObject *iterator = PyObject_GetIter(texts), *item;
    int wrong = !iterator;
    while (!wrong && (item = PyIter_Next(iterator))) {
        char *text;
        Py_ssize_t n;
        wrong = PyBytes_AsStringAndSize(item, &text, &n) < 0 ||
                set_add(s, (const uint8_t *)text, (size_t)n) < 0;
        Py_DECREF(item);
    }
    Py_XDECREF(iterator);
    return wrong || PyErr_Occurred() ? -1 : 0;
}

/* Let a column be judged by these numbers from now on. */
static int set_program(column *c, int kind, const char *raw, size_t count)
{
    int64_t *numbers = PyMem_Calloc(count + 1, 8);
    if (!numbers)
        return -1;
    memcpy(numbers, raw, count * 8);
    int wrong = kind < 0 || kind >= KINDS || read_column(c, kind, numbers, count);
    PyMem_Free(numbers);
    if (wrong)
        PyErr_SetString(PyExc_ValueError, "not the program of a column");
    return wrong ? -1 : 0;
}

static int new_column(column *c, PyObject *item, const char *seed)
{
    int kind, empty, key;
    const char *raw;
    Py_ssize_t n;
    PyObject *good, *bad, *known;
    c->slot = -1;
    if (!PyArg_ParseTuple(item, "iiiy#OOO", &kind, &empty, &key, &raw, &n, &good, &bad, &known))
        return -1;
    c->empty = (uint8_t)empty;
    c->key = (uint8_t)key;
    memcpy(c->missing_good.seed, seed, 16);
    memcpy(c->missing_bad.seed, seed, 16);
    memcpy(c->known.seed, seed, 16);
    if (key < 0 || key >= KEY_KINDS || empty < 0 || empty > MISSING_BAD) {
        PyErr_SetString(PyExc_ValueError, "not the program of a column");
        return -1;
    }
    if (set_program(c, kind, raw, (size_t)n / 8))
        return -1;
    int wrong = add_texts(&c->missing_good, good) || add_texts(&c->missing_bad, bad) ||
            add_texts(&c->known, known);
    c->special = c->missing_good.count || c->missing_bad.count;
    return wrong ? -1 : 0;
}

static PyObject *cell_text(const cell *c)
{
    if (!c->p) {
        Py_INCREF(Py_None);
        return Py_None;
    }
    return PyUnicode_DecodeUTF8((const char *)c->p, (Py_ssize_t)c->n, NULL);
}

static int tell_odd(void *to, int what, uint64_t row, size_t cells, size_t start, size_t end)
{
    ProgramObject *self = to;
    if (what == BLANK)
        return add_value(self->blanks, PyLong_FromUnsignedLongLong(row));
    return add_value(what == RAGGED ? self->ragged : self->crowded, Py_BuildValue("Knnn", (unsigned long long)row,
                                                 (Py_ssize_t)cells, (Py_ssize_t)start,
                                                 (Py_ssize_t)end));
}

/* Add to the (rows, texts) of each column. */
static int tell_unknown(void *to, uint64_t row, const cell *cells, size_t n)
{
    ProgramObject *self = to;
    PyObject *number = PyLong_FromUnsignedLongLong(row);
    int wrong = !number;
    for (size_t i = 0; i < n && !wrong; i++) {
        PyObject *pair = PyList_GetItem(self->unknown, (Py_ssize_t)cells[i].column);
        if (pair == Py_None) {
            pair = Py_BuildValue("([][])");
            if (!pair || PyList_SetItem(self->unknown, (Py_ssize_t)cells[i].column, pair))
                pair = NULL;
        }
        wrong = !pair || PyList_Append(PyTuple_GetItem(pair, 0), number) ||
                add_value(PyTuple_GetItem(pair, 1), cell_text(cells + i));
    }
    Py_XDECREF(number);
    return wrong ? -1 : 0;
}

static int tell_kept(void *to, const cell *kept)
{
    ProgramObject *self = to;
    for (size_t i = 0; i < self->scan.caught; i++)
        if (add_value(PyList_GetItem(self->caught, (Py_ssize_t)i), cell_text(kept + i)))
            return -1;
    return 0;
}

static int tell_empty(void *to, size_t key, uint64_t row)
{
    ProgramObject *self = to;
    return add_value(PyList_GetItem(self->empty, (Py_ssize_t)key),
                     PyLong_FromUnsignedLongLong(row));
}

static int tell_hole(void *to, size_t key, uint64_t row, const cell *kept)
{
    ProgramObject *self = to;
    const keys *k = self->scan.keys[key];
    PyObject *texts = PyList_New(0);
    int wrong = !texts;
    for (size_t i = 0; i < k->width && !wrong; i++)
        wrong = add_value(texts, cell_text(kept + k->slots[i]));
    if (wrong) {
        Py_XDECREF(texts);
        return -1;
    }
    return add_value(PyList_GetItem(self->holes, (Py_ssize_t)key),
                     Py_BuildValue("KN", (unsigned long long)row, texts));
}

/* Give each column whose cells are kept its slot; those that Python wants come first. */
static int give_slots(scan *s, PyObject *caught, PyObject *places)
{
    size_t count;
    int *numbers = read_numbers(caught, &count);
    if (!numbers)
        return -1;
    int wrong = 0;
    for (size_t i = 0; i < count && !wrong; i++) {
        wrong = (size_t)numbers[i] >= s->width || s->columns[numbers[i]].slot >= 0;
        if (!wrong)
            s->columns[numbers[i]].slot = (int)s->slots++;
    }
    s->caught = s->slots;
    PyMem_Free(numbers);
    for (size_t i = 0; i < s->key_count && !wrong; i++) {
        keys *k = s->keys[i];
        PyObject *item = PySequence_GetItem(places, (Py_ssize_t)i);
        numbers = item ? read_numbers(item, &count) : NULL;
        Py_XDECREF(item);
        wrong = !numbers || count != k->width;
        for (size_t j = 0; j < k->width && !wrong; j++) {
            wrong = (size_t)numbers[j] >= s->width;
            column *c = wrong ? NULL : s->columns + numbers[j];
            if (c && c->slot < 0)
                c->slot = (int)s->slots++;
            if (c)
                k->slots[j] = c->slot;
        }
        PyMem_Free(numbers);
    }
    s->kept = PyMem_Calloc(s->slots + 1, sizeof(cell));
    s->unknown = PyMem_Calloc(s->width + 1, sizeof(cell));
    if (wrong && !PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "no such column");
    return wrong || !s->kept || !s->unknown ? -1 : 0;
}

static int take_keys(ProgramObject *self, PyObject *keys_type)
{
    scan *s = &self->scan;
    Py_ssize_t n = PyTuple_Size(self->keys);
    if (n < 0 || !(s->keys = PyMem_Calloc((size_t)n + 1, sizeof(keys *))))
        return -1;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PyTuple_GetItem(self->keys, i);
        if (PyObject_IsInstance(item, keys_type) != 1) {
            PyErr_SetString(PyExc_TypeError, "not Keys");
            return -1;
        }
        s->keys[i] = &((KeysObject *)item)->keys;
    }
    s->key_count = (size_t)n;
    return 0;
}

static PyObject *Program_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"delimiter", "quote", "columns", "caught", "keys",
                            "places",    "row",   "skip",    "seed",   NULL};
    PyObject *columns, *caught, *given, *places;
    int delimiter, quote;
    unsigned long long row, skip;
    const char *seed;
    Py_ssize_t size;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "iiOOO!OKKy#", names, &delimiter, &quote,
                                     &columns, &caught, &PyTuple_Type, &given, &places, &row,
                                     &skip, &seed, &size))
        return NULL;
    Py_ssize_t width = PySequence_Size(columns);
    if (width < 0)
        return NULL;
    if (size != 16 || delimiter < 1 || delimiter > 127 || quote > 127 || delimiter == quote) {
        PyErr_SetString(PyExc_ValueError, "not a delimiter, a quote or a seed");
        return NULL;
    }
    module_state *state = PyType_GetModuleState(type);
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    ProgramObject *self = state ? (ProgramObject *)allocate(type, 0) : NULL;
    if (!self)
        return NULL;
    scan *s = &self->scan;
    s->delimiter = (uint8_t)delimiter;
    s->quoted = quote >= 0;
    s->quote = (uint8_t)(s->quoted ? quote : delimiter);
    s->row = row;
    s->skip = skip;
    s->out = (sink){self, tell_odd, tell_unknown, tell_kept, tell_empty, tell_hole};
    Py_INCREF(given);
    self->keys = given;
    s->columns = PyMem_Calloc((size_t)width + 1, sizeof(column));
    int wrong = !s->columns;
    for (; (Py_ssize_t)s->width < width && !wrong; s->width++) {
        PyObject *item = PySequence_GetItem(columns, (Py_ssize_t)s->width);
        wrong = !item || new_column(s->columns + s->width, item, seed);
        Py_XDECREF(item);
    }
    if (wrong || take_keys(self, state->keys_type) || give_slots(s, caught, places)) {
        Py_DECREF(self);
        return failed();
    }
    return (PyObject *)self;
}

static void Program_dealloc(PyObject *object)
{
    ProgramObject *self = (ProgramObject *)object;
    scan *s = &self->scan;
    for (size_t i = 0; i < s->width; i++)
        column_free(s->columns + i);
    PyMem_Free(s->columns);
    PyMem_Free(s->kept);
    PyMem_Free(s->unknown);
    PyMem_Free(s->keys);
    free(s->scratch);
    free(s->key.bytes);
    free(s->shown.bytes);
    Py_XDECREF(self->keys);
    free_object(object);
}

static PyObject *lists(size_t n)
{
    PyObject *made = PyList_New((Py_ssize_t)n);
    for (size_t i = 0; i < n && made; i++) {
        PyObject *list = PyList_New(0);
        if (!list || PyList_SetItem(made, (Py_ssize_t)i, list))
            Py_CLEAR(made);
    }
    return made;
}

static PyObject *nothings(size_t n)
{
    PyObject *made = PyList_New((Py_ssize_t)n);
    for (size_t i = 0; i < n && made; i++) {
        Py_INCREF(Py_None);
        if (PyList_SetItem(made, (Py_ssize_t)i, Py_None))
            Py_CLEAR(made);
    }
    return made;
}

static PyObject *Program_scan(PyObject *object, PyObject *args)
{
    ProgramObject *self = (ProgramObject *)object;
    scan *s = &self->scan;
    PyObject *source, *result = NULL;
    Py_ssize_t begin, end;
    Py_buffer view;
    if (!PyArg_ParseTuple(args, "Onn", &source, &begin, &end) ||
        PyObject_GetBuffer(source, &view, PyBUF_SIMPLE))
        return NULL;
    if (begin < 0 || end < begin || end > view.len - PAD) {
        PyBuffer_Release(&view);
        PyErr_SetString(PyExc_ValueError, "the buffer is too short");
        return NULL;
    }
    self->blanks = PyList_New(0);
    self->ragged = PyList_New(0);
    self->crowded = PyList_New(0);
    self->unknown = nothings(s->width);
    self->caught = lists(s->caught);
    self->empty = lists(s->key_count);
    self->holes = lists(s->key_count);
    uint64_t row = s->row;
    size_t consumed = 0;
    int done = FAILED;
    if (self->blanks && self->ragged && self->crowded && self->unknown && self->caught && self->empty &&
        self->holes)
        done = scan_rows(s, view.buf, (size_t)begin, (size_t)end, &consumed);
    PyBuffer_Release(&view);
    if (done == FAILED)
        failed();
    else
        result = Py_BuildValue("nKiOOOOOOO", (Py_ssize_t)consumed,
                               (unsigned long long)(s->row - row), done, self->blanks,
                               self->ragged, self->crowded, self->unknown, self->caught, self->empty,
                               self->holes);
    Py_CLEAR(self->blanks);
    Py_CLEAR(self->ragged);
    Py_CLEAR(self->crowded);
    Py_CLEAR(self->unknown);
    Py_CLEAR(self->caught);
    Py_CLEAR(self->empty);
    Py_CLEAR(self->holes);
    return result;
}

static PyObject *Program_learn(PyObject *object, PyObject *args)
{
    scan *s = &((ProgramObject *)object)->scan;
    Py_ssize_t place;
    PyObject *texts;
    if (!PyArg_ParseTuple(args, "nO", &place, &texts))
        return NULL;
    if (place < 0 || (size_t)place >= s->width) {
        PyErr_SetString(PyExc_IndexError, "no such column");
        return NULL;
    }
    if (add_texts(&s->columns[place].known, texts))
        return failed();
    Py_RETURN_NONE;
}

static PyObject *Program_teach(PyObject *object, PyObject *args)
{
    scan *s = &((ProgramObject *)object)->scan;
    Py_ssize_t place, n;
    int kind;
    const char *raw;
    if (!PyArg_ParseTuple(args, "niy#", &place, &kind, &raw, &n))
        return NULL;
    if (place < 0 || (size_t)place >= s->width) {
        PyErr_SetString(PyExc_IndexError, "no such column");
        return NULL;
    }
    if (set_program(s->columns + place, kind, raw, (size_t)n / 8))
        return failed();
    Py_RETURN_NONE;
}

static PyMethodDef program_methods[] = {
    {"scan", Program_scan, METH_VARARGS,
     "scan(buffer, begin, end)\n--\n\nJudge the whole records between two places of a buffer with "
     "64 bytes more.\n\nReturn (consumed, records, handed over, blank rows, ragged ones as (row, "
     "cells, start, end), so those with many lines in a cell or lines that look like rows, unknown cells by column as (rows, texts) or None, caught texts by "
     "column, empty keys by key as rows, keys that Python must make by key as (row, texts))."},
    {"teach", Program_teach, METH_VARARGS,
     "teach(column, kind, numbers)\n--\n\nJudge a column by another program from now on."},
    {"learn", Program_learn, METH_VARARGS,
     "learn(column, texts)\n--\n\nKnow more texts of a column to be right, as bytes."},
    {NULL, NULL, 0, NULL}};

static PyType_Slot program_type_slots[] = {{Py_tp_new, Program_new},
                                           {Py_tp_dealloc, Program_dealloc},
                                           {Py_tp_methods, program_methods},
                                           {0, NULL}};

static PyType_Spec program_spec = {"shenbao.tabular.native._scan.Program", sizeof(ProgramObject), 0,
                                   Py_TPFLAGS_DEFAULT, program_type_slots};

static int module_exec(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    state->keys_type = PyType_FromModuleAndSpec(module, &keys_spec, NULL);
    state->program_type = PyType_FromModuleAndSpec(module, &program_spec, NULL);
    if (!state->keys_type || !state->program_type)
        return -1;
    return PyModule_AddObjectRef(module, "Keys", state->keys_type) ||
           PyModule_AddObjectRef(module, "Program", state->program_type) ||
           PyModule_AddIntConstant(module, "PAD", PAD);
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    module_state *state = PyModule_GetState(module);
    Py_VISIT(state->keys_type);
    Py_VISIT(state->program_type);
    return 0;
}

static int module_clear(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    Py_CLEAR(state->keys_type);
    Py_CLEAR(state->program_type);
    return 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_scan", "The compiled scan of text tables, and the memory of keys.",
    sizeof(module_state),  NULL,    module_slots,
    module_traverse,       module_clear, NULL};

PyMODINIT_FUNC PyInit__scan(void)
{
    return PyModuleDef_Init(&module);
}

#endif
