/* A fuzz target of the compiled scan: any bytes, as a table under any program of columns, with any
 * delimiter, quote, keys and missing values.
 *
 * What the scan reads is compared, cell by cell, with a plain reader below, typed keys with a plain
 * writing of them, numbers that are called good with wide arithmetic; a table cut into chunks of
 * any size must give the same; duplicates of keys are compared with a search of all pairs. With
 * OWN_MAIN it is a program that makes so many inputs of its own (`--runs 9`), or runs files.
 */
#define SHENBAO_CORE
#include "_scan.c"

#include <stdio.h>

#define MOST_WIDTH 6
#define MOST_CELLS 4000
#define CHECK(x)                                                                               \
    do {                                                                                       \
        if (!(x)) {                                                                            \
            fprintf(stderr, "line %d: %s\n", __LINE__, #x);                                    \
            abort();                                                                           \
        }                                                                                      \
    } while (0)

typedef struct {
    char *text;
    size_t n;
} plain_cell;

typedef struct {
    plain_cell cells[64];
    size_t count, alike; /* the most lines of a cell that look like records */
    size_t lines;
    int whole; /* ended by a line end, and without a NUL */
    int torn;  /* text follows a closing quote */
} plain_record;

typedef struct {
    uint8_t delimiter, quote;
    int quoted;
    size_t width;
} marks;

/* Return how many lines of a quoted cell, from the second on, have as many marks as a record. One
 * more where the first and the last one are records with what stands outside the quotes. */
static size_t plain_alike(const marks *m, const char *text, size_t n, size_t before)
{
    size_t alike = 0, marks_seen = 0, line = 0, first = 0, last = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && text[i] != '\n' && text[i] != '\r') {
            marks_seen += (uint8_t)text[i] == m->delimiter;
            continue;
        }
        if (!line)
            first = marks_seen;
        alike += line++ && m->width > 1 && marks_seen == m->width - 1;
        last = marks_seen;
        marks_seen = 0;
    }
    if (alike && first + before + 1 == m->width && last == before && last + 1 != m->width)
        alike++;
    return alike;
}

/* The csv module's rules, strictly, one character at a time. Return where the record ends. */
static size_t plain_read(const marks *m, const uint8_t *p, size_t n, plain_record *r)
{
    enum { START, FIELD, QUOTED, AFTER } state = START;
    size_t at = 0, used = 0;
    char *text = malloc(n + 1);
    CHECK(text);
    memset(r, 0, sizeof *r);
    r->whole = 1;
    for (;; at++) {
        int end = at == n, line_end = !end && (p[at] == '\n' || p[at] == '\r');
        if (end || !p[at]) {
            r->whole = 0;
            break;
        }
        if (state == QUOTED) {
            r->lines += p[at] == '\n';
            if (p[at] == m->quote)
                state = AFTER;
            else
                text[used++] = (char)p[at];
            continue;
        }
        if (state == AFTER && p[at] == m->quote) {
            text[used++] = (char)p[at];
            state = QUOTED;
            continue;
        }
        if (line_end && state == START && !r->count) {
            break;
        }
        if (line_end || p[at] == m->delimiter) {
            CHECK(r->count < 64);
            r->cells[r->count].text = malloc(used + 1);
            memcpy(r->cells[r->count].text, text, used);
            r->cells[r->count++].n = used;
            size_t alike = state == AFTER ? plain_alike(m, text, used, r->count - 1) : 0;
            r->alike = alike > r->alike ? alike : r->alike;
            used = 0;
            state = START;
            if (line_end)
                break;
        } else if (state == START && m->quoted && p[at] == m->quote) {
            state = QUOTED;
        } else if (state == AFTER) {
            r->torn = 1;
            r->whole = 0;
            break;
        } else {
            text[used++] = (char)p[at];
            state = FIELD;
        }
    }
    free(text);
    if (r->whole)
        at += p[at] == '\r' && at + 1 < n && p[at + 1] == '\n' ? 2 : 1;
    return at;
}

static void plain_free(plain_record *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->cells[i].text);
}

/* ---- what the scan tells ---- */

typedef struct {
    scan *scan;
    size_t rows, cells; /* so many records were told of; the cells of the present one */
    char *seen[MOST_CELLS];
    size_t sizes[MOST_CELLS], count;
    size_t odd_row[MOST_CELLS], odd_cells[MOST_CELLS], odds;
    size_t crowded_row[MOST_CELLS], crowds;
    uint64_t digest;
    size_t empty;
} told;

static void mix(told *t, uint64_t value)
{
    t->digest = (t->digest ^ value) * UINT64_C(0x100000001b3);
}

static int on_odd(void *to, int what, uint64_t row, size_t cells, size_t start, size_t end)
{
    told *t = to;
    CHECK(start <= end);
    mix(t, (uint64_t)what * 31 + row * 7 + cells);
    if (what == CROWDED && t->crowds < MOST_CELLS)
        t->crowded_row[t->crowds++] = (size_t)row;
    if (what != CROWDED && t->odds < MOST_CELLS) {
        t->odd_row[t->odds] = (size_t)row;
        t->odd_cells[t->odds++] = cells;
    }
    return 0;
}

/* Write a key in another way than the scan does; return 0 where Python must. */
static int plain_key(int kind, const char *p, size_t n, char *to)
{
    size_t digits = 0, decimals = 0, point = 0, at = 0;
    int negative = n && p[0] == '-';
    char kept[1100];
    if (n > (kind == KEY_DECIMAL ? 24 : 1000))
        return 0;
    for (at = (size_t)negative; at < n; at++) {
        if (kind == KEY_DECIMAL && p[at] == '.' && digits && !point) {
            point = 1;
        } else if (p[at] >= '0' && p[at] <= '9') {
            kept[digits++] = p[at];
            decimals += point;
        } else {
            return 0;
        }
    }
    if (!digits || (point && !decimals))
        return 0;
    int power = -(int)decimals;
    size_t from = 0;
    while (from < digits && kept[from] == '0')
        from++;
    for (; kind == KEY_DECIMAL && digits > from && kept[digits - 1] == '0'; digits--)
        power++;
    if (from == digits)
        return (int)sprintf(to, "0");
    size_t used = (size_t)sprintf(to, "%s%.*s", negative ? "-" : "", (int)(digits - from), kept + from);
    return (int)used + (kind == KEY_DECIMAL ? sprintf(to + used, "e%d", power) : 0);
}

/* Compare the key of a cell, before whatever bytes, with the plain one. */
static void check_key_text(int kind, const uint8_t *p, size_t n)
{
    if (kind != KEY_INTEGER && kind != KEY_DECIMAL)
        return;
    static const uint8_t behind[] = {'-', '0', '.', 0xa5};
    char wanted[1200];
    int length = plain_key(kind, (const char *)p, n, wanted);
    uint8_t *text = malloc(n + PAD);
    CHECK(text);
    if (n)
        memcpy(text, p, n);
    for (size_t i = 0; i < sizeof behind; i++) {
        buffer b = {0};
        memset(text + n, behind[i], PAD);
        CHECK(key_text(&b, kind, text, n) == (length > 0));
        CHECK(!length || (b.used == (size_t)length && !memcmp(b.bytes, wanted, b.used)));
        free(b.bytes);
    }
    free(text);
}

#if defined(__SIZEOF_INT128__)
/* A number that is called good lies within the limits of its decimals. */
static void check_number(const column *c, const cell *found)
{
    __extension__ typedef __int128 wide_number;
    wide_number value = 0;
    size_t scale = 0, n = found->n;
    const uint8_t *p = found->p;
    int negative = p && n && p[0] == '-', point = 0;
    if (!p || !n || found->verdict != GOOD || c->kind != DECIMAL || set_has(&c->known, p, n))
        return;
    CHECK(n < 30);
    for (size_t i = (size_t)negative; i < n; i++) {
        if (p[i] == c->digits && !point) {
            point = 1;
            continue;
        }
        CHECK(p[i] >= '0' && p[i] <= '9');
        value = value * 10 + (p[i] - '0');
        scale += (size_t)point;
    }
    value = negative ? -value : value;
    CHECK(scale < SCALES && c->lows[scale] <= value && value <= c->highs[scale]);
}
#else
static void check_number(const column *c, const cell *found)
{
    (void)c, (void)found;
}
#endif

/* What an automaton takes is good, and nothing else: it is run once more, without haste. */
static void check_automaton(const column *c, const cell *found)
{
    const automaton *a = c->dfa;
    if (c->kind != DFA || !found->p || !found->n || found->verdict > GOOD ||
        set_has(&c->known, found->p, found->n))
        return;
    size_t state = 1, count = 0, at = 0;
    while (at < found->n) {
        uint32_t code = found->p[at];
        size_t size = code < 0x80 ? 1 : code < 0xe0 ? 2 : code < 0xf0 ? 3 : 4, class_ = 0;
        if (characters(found->p + at, size > found->n - at ? found->n - at : size) != 1)
            break;
        code &= size == 1 ? 0x7fu : size == 2 ? 0x1fu : size == 3 ? 0x0fu : 0x07u;
        for (size_t i = 1; i < size; i++)
            code = code * 64 + found->p[at + i] % 64;
        if (code < ASCII)
            class_ = a->classes[code];
        for (size_t i = 0; i < a->range_count; i++)
            if (a->ranges[i].first <= code && code <= a->ranges[i].last)
                class_ = a->ranges[i].class_;
        state = class_ && state ? (size_t)a->table[state * a->width + class_] / a->width : 0;
        at += size;
        count++;
    }
    int taken = at == found->n && state && a->table[state * a->width] && (int64_t)count >= c->low &&
                (int64_t)count <= c->high;
    CHECK(taken == (found->verdict == GOOD));
}

static int on_unknown(void *to, uint64_t row, const cell *cells, size_t n)
{
    told *t = to;
    for (size_t i = 0; i < n; i++) {
        CHECK(characters(cells[i].p, cells[i].n) != NOWHERE);
        mix(t, row * 13 + cells[i].column + cells[i].n);
    }
    return 0;
}

static int on_kept(void *to, const cell *kept)
{
    told *t = to;
    for (size_t i = 0; i < t->scan->caught && t->count < MOST_CELLS; i++) {
        CHECK(!kept[i].p || characters(kept[i].p, kept[i].n) != NOWHERE);
        check_number(t->scan->columns + i, kept + i);
        check_automaton(t->scan->columns + i, kept + i);
        if (kept[i].p)
            check_key_text(t->scan->columns[i].key, kept[i].p, kept[i].n);
        t->seen[t->count] = kept[i].p ? malloc(kept[i].n + 1) : NULL;
        if (kept[i].p)
            memcpy(t->seen[t->count], kept[i].p, kept[i].n);
        t->sizes[t->count++] = kept[i].n;
        for (size_t j = 0; kept[i].p && j < kept[i].n; j++)
            mix(t, kept[i].p[j]);
    }
    t->rows++;
    return 0;
}

static int on_empty(void *to, size_t key, uint64_t row)
{
    told *t = to;
    mix(t, key * 3 + row);
    t->empty++;
    return 0;
}

static int on_hole(void *to, size_t key, uint64_t row, const cell *kept)
{
    mix(to, key * 5 + row + (kept[0].p != NULL));
    return 0;
}

/* ---- a file of the keys in memory ---- */

static int store(void *file, const uint8_t *bytes, size_t n, uint64_t *at)
{
    buffer *b = file;
    *at = b->used;
    return append(b, bytes, n);
}

static int fetch(void *file, uint64_t at, size_t n, uint8_t *bytes)
{
    buffer *b = file;
    CHECK(at + n <= b->used);
    memcpy(bytes, b->bytes + at, n);
    return 0;
}

static int on_twice(void *to, uint64_t before, const record *again)
{
    CHECK(before < again->row);
    *(uint64_t *)to += 1 + (before << 20);
    return 0;
}

/* ---- a program out of the first bytes ---- */

typedef struct {
    const uint8_t *p;
    size_t n;
} bytes;

static uint8_t next(bytes *b)
{
    if (!b->n)
        return 0;
    b->n--;
    return *b->p++;
}

/* Any automaton over three ranges beyond ASCII; with a number out of place it must be refused. */
static void make_automaton(column *c, bytes *b)
{
    static const int64_t spans[][2] = {{0x5317, 0x5317}, {0x5318, 0x9fff}, {0x1f600, 0x1f64f}};
    int64_t numbers[4 + ASCII + 9 + 8 * 8], width = 2 + next(b) % 6, states = 2 + next(b) % 6;
    size_t n = 4, wrong = next(b);
    uint64_t chances = 0;
    for (int i = 0; i < 8; i++)
        chances = chances << 8 | next(b);
    numbers[0] = c->low < 0 ? 0 : c->low;
    numbers[1] = c->high < 0 ? 9 : c->high;
    numbers[2] = width;
    numbers[3] = 3;
    for (int i = 0; i < ASCII; i++)
        numbers[n++] = 1 + (int64_t)((unsigned)i % 11 * (chances >> 60 | 1)) % (width - 1);
    for (int i = 0; i < 3; i++) {
        numbers[n++] = spans[i][0];
        numbers[n++] = spans[i][1];
        numbers[n++] = 1 + (int64_t)(chances >> (2 * i) & 3) % (width - 1);
    }
    for (int64_t i = 0; i < states * width; i++) {
        chances = chances * UINT64_C(6364136223846793005) + 1442695040888963407u;
        numbers[n++] = i % width ? (int64_t)(chances >> 40) % states * width : (int64_t)(chances >> 63);
    }
    if (wrong < n && wrong > 1)
        numbers[wrong] = (int64_t)(chances >> (wrong % 3 ? 55 : 0)) - 100;
    int refused = read_column(c, DFA, numbers, wrong == 255 ? n - 1 : n);
    CHECK(refused ? c->kind == ASK : c->kind == DFA);
    CHECK(wrong != 255 || refused);
}

static void make_column(column *c, bytes *b, const uint64_t seed[2])
{
    static const char *const words[] = {"NA", "1", "longer-x", "-", "", "9999999999999999999", "0.0"};
    uint8_t shape = next(b);
    c->kind = (uint8_t)(next(b) % KINDS);
    c->key = (uint8_t)(1 + shape % (KEY_KINDS - 1));
    c->empty = (uint8_t)(next(b) % 4);
    c->low = (int64_t)(int8_t)next(b);
    c->high = c->low + next(b);
    uint8_t point = next(b);
    c->digits = c->kind == DECIMAL ? (strchr("-0123456789\r\n", point & 0x7f) ? '.' : point & 0x7fu) : c->kind == SHAPE ? 1 + shape % 16u : shape % 5u;
    memcpy(c->known.seed, seed, 16);
    memcpy(c->missing_good.seed, seed, 16);
    memcpy(c->missing_bad.seed, seed, 16);
    for (int i = 0; i < SCALES; i++) {
        c->lows[i] = c->low * (i + 1);
        c->highs[i] = c->high * (i + 1) * 1000;
        if (point & 0x80) {
            c->lows[i] = INT64_MIN;
            c->highs[i] = INT64_MAX;
        }
    }
    if (c->kind == INTEGER && point & 0x80) {
        c->low = INT64_MIN;
        c->high = INT64_MAX;
    }
    if (c->kind == TEXT && c->low < 0)
        c->low = 0;
    memset(c->to, 0xff, sizeof c->to);
    for (size_t i = 0; c->kind == SHAPE && i < c->digits; i++) {
        c->from[i] = '0';
        c->to[i] = '9';
    }
    if (c->kind == DFA)
        make_automaton(c, b);
    /* An empty text is never among them: the scan is told of it by `empty`. */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        set *into = i % 3 == 0 ? &c->missing_good : i % 3 == 1 ? &c->missing_bad : &c->known;
        if (shape >> i & 1 && *words[i])
            set_add(into, (const uint8_t *)words[i], strlen(words[i]));
    }
    c->special = c->missing_good.count || c->missing_bad.count;
    c->slot = -1;
}

typedef struct {
    scan scan;
    column columns[MOST_WIDTH];
    cell kept[MOST_WIDTH], unknown[MOST_WIDTH];
    keys key, *list[1];
    int slots[MOST_WIDTH], kinds[MOST_WIDTH];
    buffer file;
    told told;
} world;

/* Any character of ASCII that may part cells or enclose them; those of most files come often. */
static uint8_t mark_of(uint8_t choice, const char *usual)
{
    uint8_t mark = choice & 0x7f;
    return choice & 0x80 || !mark || mark == '\r' || mark == '\n' || mark == ' '
               ? (uint8_t)usual[choice % strlen(usual)]
               : mark;
}

static void make_marks(marks *m, uint8_t delimiter, uint8_t quote, uint8_t shape)
{
    m->delimiter = mark_of(delimiter, ",;\t|-");
    m->quote = mark_of(quote, "\"\"'");
    m->quoted = shape % 4 != 0 && m->quote != m->delimiter;
    m->quote = m->quoted ? m->quote : m->delimiter;
}

static world *make_world(bytes *b)
{
    world *w = calloc(1, sizeof(world));
    CHECK(w);
    scan *s = &w->scan;
    marks m;
    uint8_t delimiter = next(b), quote = next(b);
    make_marks(&m, delimiter, quote, next(b));
    s->delimiter = m.delimiter;
    s->quoted = m.quoted;
    s->quote = m.quote;
    s->width = 1 + next(b) % MOST_WIDTH;
    s->skip = next(b) % 3 == 0;
    s->row = 1;
    s->columns = w->columns;
    w->key.seed[0] = next(b);
    for (size_t i = 0; i < s->width; i++) {
        make_column(w->columns + i, b, w->key.seed);
        w->columns[i].slot = (int)i;
    }
    s->slots = s->caught = s->width;
    s->kept = w->kept;
    s->unknown = w->unknown;
    uint8_t shape = next(b);
    w->key.width = 1 + (shape & 1 ? next(b) % s->width : 0);
    w->key.partly = shape >> 1 & 1;
    w->key.mask = shape & 4 ? 0 : ~UINT64_C(0);
    w->key.bound = shape & 8 ? 1 : 100000;
    w->key.slots = w->slots;
    w->key.kinds = w->kinds;
    for (size_t i = 0, at = next(b); i < w->key.width; i++, at++) {
        w->slots[i] = (int)(at % s->width);
        w->kinds[i] = w->columns[at % s->width].key;
    }
    w->key.file = &w->file;
    w->key.store = store;
    w->key.fetch = fetch;
    w->list[0] = &w->key;
    s->keys = w->list;
    s->key_count = 1;
    w->told.scan = s;
    s->out = (sink){&w->told, on_odd, on_unknown, on_kept, on_empty, on_hole};
    return w;
}

static void free_world(world *w)
{
    for (size_t i = 0; i < w->scan.width; i++)
        column_free(w->columns + i);
    for (size_t i = 0; i < w->told.count; i++)
        free(w->told.seen[i]);
    keys_clear(&w->key);
    free(w->file.bytes);
    free(w->scan.scratch);
    free(w->scan.key.bytes);
    free(w->scan.shown.bytes);
    free(w);
}

/* Scan as Python does, in chunks; return the bytes that were taken. */
static size_t run(world *w, const uint8_t *p, size_t n, size_t chunk, int *done)
{
    size_t at = 0, held = 0, room = n + 1 + PAD, consumed = 0;
    uint8_t *b = malloc(room);
    CHECK(b);
    *done = GO_ON;
    while (*done == GO_ON && at < n) {
        size_t size = n - at < chunk ? n - at : chunk;
        memcpy(b + held, p + at, size);
        memset(b + held + size, 0xa5, PAD);
        at += size;
        *done = scan_rows(&w->scan, b, 0, held + size, &consumed);
        held = held + size - consumed;
        memmove(b, b + consumed, held);
        CHECK(*done != FAILED);
        if (w->key.staged.used)
            CHECK(!put_records(&w->key, w->key.staged.bytes, w->key.staged.used));
        w->key.staged.used = 0;
    }
    free(b);
    return at - held;
}

/* Compare what was told with what a plain reader finds. */
static void compare(world *w, const uint8_t *p, size_t n, size_t taken, int done)
{
    marks m = {w->scan.delimiter, w->scan.quote, w->scan.quoted, w->scan.width};
    size_t at = 0, row = 1, cell_at = 0, odd = 0, crowd = 0, skipped = w->told.rows + 1 < w->scan.row;
    plain_record r;
    while (at < taken) {
        at += plain_read(&m, p + at, n - at, &r);
        CHECK(r.whole);
        if (row > skipped) {
            for (size_t i = 0; i < w->scan.width && cell_at < w->told.count; i++, cell_at++) {
                CHECK((w->told.seen[cell_at] != NULL) == (i < r.count));
                if (i < r.count) {
                    CHECK(w->told.sizes[cell_at] == r.cells[i].n);
                    CHECK(!memcmp(w->told.seen[cell_at], r.cells[i].text, r.cells[i].n));
                }
            }
            if (odd < w->told.odds && w->told.odd_row[odd] == row)
                CHECK(w->told.odd_cells[odd++] == r.count);
            else if (w->told.odds < MOST_CELLS)
                CHECK(r.count == w->scan.width);
            int crowded = crowd < w->told.crowds && w->told.crowded_row[crowd] == row;
            crowd += (size_t)crowded;
            if (w->told.crowds < MOST_CELLS)
                CHECK(crowded == (r.alike >= FEW_ROWS || r.lines > MANY_LINES));
        }
        row++;
        plain_free(&r);
    }
    CHECK(at == taken && row == w->scan.row);
    if (taken == n)
        return;
    /* It stopped for a reason: the record is not whole, or its bytes are wrong. */
    size_t end = plain_read(&m, p + at, n - at, &r);
    CHECK(!r.torn || done == HAND_OVER);
    if (r.whole && done == HAND_OVER)
        CHECK(characters(p + at, end) == NOWHERE);
    else if (r.whole)
        CHECK(at + end == n && p[n - 1] == '\r');
    plain_free(&r);
}

static void check_keys(world *w)
{
    uint64_t found = 0, wanted = 0;
    size_t count = 0;
    buffer all = {0};
    keys *k = &w->key;
    CHECK(!append(&all, w->file.bytes ? w->file.bytes : (const uint8_t *)"", w->file.used));
    for (size_t i = 0; k->parts && i < PARTS; i++)
        if (k->parts[i].waiting.used)
            CHECK(!append(&all, k->parts[i].waiting.bytes, k->parts[i].waiting.used));
    if (k->first.used)
        CHECK(!append(&all, k->first.bytes, k->first.used));
    const uint8_t *p = all.bytes, *end = p + all.used;
    record r, other;
    for (; p < end && count < 400; p = r.end, count++) {
        read_record(p, &r);
        uint64_t before = 0;
        for (const uint8_t *q = all.bytes; q < end; q = other.end) {
            read_record(q, &other);
            if (other.row < r.row && other.row > before && other.size == r.size &&
                !memcmp(other.key, r.key, r.size))
                before = other.row;
        }
        wanted += before ? 1 + (before << 20) : 0;
    }
    CHECK(!keys_finish(k, on_twice, &found));
    if (p == end)
        CHECK(found == wanted);
    free(all.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes b = {data, size};
    size_t chunk = 1 + next(&b);
    int done, again;
    const uint8_t *start = b.p;
    bytes copy = b;
    world *whole = make_world(&b), *cut = make_world(&copy);
    CHECK(b.p >= start);
    size_t cells = 1;
    uint8_t *table = calloc(1, b.n + PAD);
    CHECK(table);
    if (b.n)
        memcpy(table, b.p, b.n);
    for (size_t i = 0; i < b.n; i++) {
        cells = b.p[i] == '\n' || b.p[i] == '\r' ? 1 : cells + (b.p[i] == whole->scan.delimiter);
        if (cells > 60)
            b.n = i;
    }
    size_t taken = run(whole, table, b.n, b.n + 1, &done);
    CHECK(run(cut, table, b.n, chunk, &again) == taken);
    CHECK(whole->told.digest == cut->told.digest && whole->scan.row == cut->scan.row);
    CHECK(done == again || done == GO_ON || again == GO_ON);
    compare(whole, table, b.n, taken, done);
    check_keys(whole);
    check_keys(cut);
    free_world(whole);
    free_world(cut);
    free(table);
    return 0;
}

#if defined(OWN_MAIN)

static uint64_t state = 88172645463325252u;

static unsigned chance(unsigned most)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % most;
}

static size_t make_input(uint8_t *to, size_t room)
{
    static const char *const parts[] = {
        ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\",\"", "\"\n\"", ";", "\t", "|",
        "1", "01", "-7", "0.5", "1.50", "99", "2024-02-29", "2023-02-29", "NA", "", " ", "abc",
        "longer-x", "\xe5\x8c\x97\xe4\xba\xac", "\xe5\x8c", "\xff", "\xed\xa0\x80", "ZY0000000001",
        "\xf0\x9f\x98\x80", "123456789012345678", "-0", "a\"b", "\x0b", "0000-00-00", "-", "-\n",
        "9999999999999999999", "-9999999999999999999", "99999999999.99999999", "x\"\"y\n,", "0.0",
    };
    size_t n = 0;
    marks m;
    for (; n < 70; n++)
        to[n] = (uint8_t)chance(256);
    /* The first says how long the chunks are. */
    make_marks(&m, to[1], to[2], to[3]);
    unsigned count = chance(120);
    for (unsigned i = 0; i < count; i++) {
        const char *part = parts[chance(sizeof parts / sizeof *parts)];
        size_t size = strlen(part);
        if (n + size + 1 > room)
            break;
        for (size_t j = 0; j < size; j++)
            to[n++] = part[j] == ',' ? m.delimiter : part[j] == '"' ? m.quote : (uint8_t)part[j];
        if (chance(300) == 0)
            to[n++] = (uint8_t)chance(256);
    }
    return n;
}

int main(int count, char **names)
{
    static uint8_t bytes[1 << 16];
    if (count == 3 && !strcmp(names[1], "--runs")) {
        size_t most = (size_t)atoi(names[2]);
        for (size_t runs = 0; runs < most; runs++)
            LLVMFuzzerTestOneInput(bytes, make_input(bytes, sizeof bytes));
        printf("%zu runs\n", most);
        return 0;
    }
    for (int i = 1; i < count; i++) {
        FILE *file = fopen(names[i], "rb");
        CHECK(file);
        LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, sizeof bytes, file));
        fclose(file);
    }
    printf("%d files\n", count - 1);
    return 0;
}
#endif
