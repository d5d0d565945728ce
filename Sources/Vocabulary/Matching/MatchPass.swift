internal import Transcript

/// One search: words are read in all ways that count, the readings are joined to phrases.
struct MatchPass {
  /// Chunks that can be read as a term.
  struct Edge {
    var start: Int
    var end: Int
    var term: Int32
    var reading: VocabularyMatch.Reading
  }

  /// Words that are those of an item.
  struct Hit {
    var words: Range<Int>
    /// Where in all that was searched, finer than words: a letter is one place, and so is what is before a chunk.
    var place: Range<Int>
    var item: Int32
    var reading: VocabularyMatch.Reading
  }

  let matcher: VocabularyMatcher
  private(set) var text: ScannedText
  var edges: [Edge] = []
  /// What was looked up before, as few words hide letters and those often.
  var outlines: [[UInt32?]: [Int32]] = [:]
  private var hits: [Hit] = []
  /// Places of the stretches before this one.
  private var placesBefore = 0
  private var language = LanguageTag.undetermined
  /// Whether each list counts for the language.
  private var counting: [Bool] = []
  private var foldings: [LanguageTag: TextFolding] = [:]

  init(_ matcher: VocabularyMatcher) {
    self.matcher = matcher
    text = ScannedText(folding: matcher.folding(for: .undetermined))
  }

  /// Looks through words that belong together.
  mutating func search(_ words: ArraySlice<Word>, language: LanguageTag) {
    guard !words.isEmpty else { return }
    if language != self.language || foldings.isEmpty {
      foldings[self.language] = text.folding
      text = ScannedText(folding: foldings[language] ?? matcher.folding(for: language))
      self.language = language
      counting = matcher.countingLists(in: language)
      spacesSeparate = ["bo", "km", "lo", "my", "th"].contains(language.primary)
    }
    text.scan(words)
    edges.removeAll(keepingCapacity: true)
    readChunks()
    readDisguises()
    joinEdges()
    if text.hasUnspacedScript { searchUnspaced() }
    placesBefore += text.letters.count + text.chunks.count
  }

  /// What was found, in the order of time.
  func matches(strictness: (VocabularyEntry, String) -> Int) -> [VocabularyMatch] {
    MatchSelection(hits, matcher, strictness: strictness).matches
  }

  /// - Parameter letters: of the text, where it is not all of those of the chunks.
  mutating func add(
    _ chunks: Range<Int>, letters: Range<Int>? = nil, _ item: Int32, _ reading: VocabularyMatch.Reading
  ) {
    guard counting[matcher.lists[Int(item)]] else { return }
    // What may be said is no excuse for a disguise.
    if reading != .plain, matcher.isPlainOnly[Int(item)] { return }
    let words = text.chunks[chunks.lowerBound].word..<text.chunks[chunks.upperBound - 1].word + 1
    let letters =
      letters ?? text.chunks[chunks.lowerBound].letters
      .lowerBound..<text.chunks[chunks.upperBound - 1].letters.upperBound
    // The place before a chunk belongs to it, so that one without letters has a place too.
    let start = placesBefore + letters.lowerBound + chunks.lowerBound
    let end = placesBefore + letters.upperBound + chunks.upperBound
    hits.append(Hit(words: words, place: start..<end, item: item, reading: reading))
  }

  /// Whether words of this language have spaces between clauses alone.
  private(set) var spacesSeparate = false

  // MARK: - Phrases

  /// Follows the phrases along the edges, from each chunk.
  private mutating func joinEdges() {
    guard !edges.isEmpty else { return }
    edges.sort { $0.start < $1.start }
    // The first edge of each chunk.
    var firsts = [Int](repeating: edges.count, count: text.chunks.count + 1)
    for index in edges.indices.reversed() { firsts[edges[index].start] = index }
    var states: [State] = []
    var next: [State] = []
    var index = 0
    while index < edges.count {
      let start = edges[index].start
      while index < edges.count, edges[index].start == start { index += 1 }
      states.removeAll(keepingCapacity: true)
      states.append(State(node: 0, chunk: start, reading: .plain))
      while !states.isEmpty {
        next.removeAll(keepingCapacity: true)
        ways.removeAll(keepingCapacity: true)
        for state in states where state.chunk < text.chunks.count {
          var edge = firsts[state.chunk]
          while edge < edges.count, edges[edge].start == state.chunk {
            step(from: state, over: edges[edge], since: start, into: &next)
            edge += 1
          }
        }
        swap(&states, &next)
      }
    }
  }

  /// Where in the next states a node behind a chunk is.
  private var ways: [UInt64: Int] = [:]

  private struct State {
    var node: Int32
    var chunk: Int
    var reading: VocabularyMatch.Reading
  }

  private mutating func step(from state: State, over edge: Edge, since start: Int, into next: inout [State]) {
    guard let node = matcher.phrases.node(after: state.node, edge.term) else { return }
    let reading = max(state.reading, edge.reading)
    // Two ways to the same place go on as one, or there would be ever more of them.
    let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(truncatingIfNeeded: edge.end))
    if let same = ways[key] {
      guard reading < next[same].reading else { return }
      next[same].reading = reading
    } else {
      ways[key] = next.count
      next.append(State(node: node, chunk: edge.end, reading: reading))
    }
    for item in matcher.phrases.entries(at: node) { add(start..<edge.end, item, reading) }
  }
}
