/// Finds all of many patterns in one pass over the letters (Aho and Corasick, 1975).
struct LetterAutomaton: Sendable {
  /// A pattern that ends at a letter.
  struct Hit: Hashable, Sendable {
    var pattern: Int32
    var length: Int
  }

  /// By state and letter.
  private let transitions: [UInt64: Int32]
  private let fallbacks: [Int32]
  /// The pattern that ends in a state itself: those that are the same have one state.
  private let hits: [[Hit]]
  /// The nearest of a state's fallbacks in which a pattern ends, or 0: shorter patterns are found along these, so that the
  /// automaton is no larger than its patterns.
  private let shorter: [Int32]

  /// - Parameter patterns: without empty ones; numbered as they stand here.
  init(_ patterns: [[UInt32]]) {
    var transitions: [UInt64: Int32] = [:]
    var hits: [[Hit]] = [[]]
    var children: [[(letter: UInt32, state: Int32)]] = [[]]
    for (index, pattern) in patterns.enumerated() where !pattern.isEmpty {
      var state: Int32 = 0
      for letter in pattern {
        let key = Self.key(state, letter)
        if let next = transitions[key] {
          state = next
        } else {
          let next = Int32(hits.count)
          transitions[key] = next
          children[Int(state)].append((letter, next))
          children.append([])
          hits.append([])
          state = next
        }
      }
      hits[Int(state)].append(Hit(pattern: Int32(index), length: pattern.count))
    }
    var fallbacks = [Int32](repeating: 0, count: hits.count)
    var shorter = fallbacks
    var queue = children[0].map(\.state)
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      for (letter, child) in children[Int(state)] {
        var fallback = fallbacks[Int(state)]
        while fallback != 0, transitions[Self.key(fallback, letter)] == nil { fallback = fallbacks[Int(fallback)] }
        fallback = transitions[Self.key(fallback, letter)] ?? 0
        fallbacks[Int(child)] = fallback
        shorter[Int(child)] = hits[Int(fallback)].isEmpty ? shorter[Int(fallback)] : fallback
        queue.append(child)
      }
    }
    self.transitions = transitions
    self.fallbacks = fallbacks
    self.hits = hits
    self.shorter = shorter
  }

  var isEmpty: Bool { transitions.isEmpty }

  /// Tells of each pattern that ends at a letter of `text`, with the place of that letter.
  func search(_ text: ArraySlice<UInt32>, found: (Int, Hit) -> Void) {
    var state: Int32 = 0
    for index in text.indices {
      state = next(state, text[index])
      var ending = state
      while ending != 0 {
        for hit in hits[Int(ending)] { found(index, hit) }
        ending = shorter[Int(ending)]
      }
    }
  }

  private func next(_ state: Int32, _ letter: UInt32) -> Int32 {
    var state = state
    while true {
      if let next = transitions[Self.key(state, letter)] { return next }
      if state == 0 { return 0 }
      state = fallbacks[Int(state)]
    }
  }

  private static func key(_ state: Int32, _ letter: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: state)) << 32 | UInt64(letter)
  }
}
