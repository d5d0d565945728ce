package import Timeline

/// The times of cues in SubRip and WebVTT, whatever the cues say, and if they say nothing.
package enum CueTimes {
  /// - Throws: `EditDecisionList.Fault` for a line that looks like times and cannot be read as such.
  package static func ranges(in text: String) throws(EditDecisionList.Fault) -> [TimeRange] {
    var ranges: [TimeRange] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let fields = line.split(whereSeparator: \.isWhitespace)
      let arrow = fields.firstIndex(of: "-->")
      // “00:00:07,000 -> 00:00:08,000” is meant to be one.
      let isMeant = arrow != nil || line.contains("-->") || fields.filter { isTime($0) }.count > 1
      guard isMeant else { continue }
      guard let arrow, arrow == 1, fields.count > 2, let start = EditDecisionList.time(fields[0]),
        let end = EditDecisionList.time(fields[2]), start <= end
      else {
        throw EditDecisionList.Fault(
          line: index + 1, message: "“\(line.prefix(60))” is no line of times such as 00:01:02,500 --> 00:01:03,200")
      }
      ranges.append(TimeRange(start: start, end: end))
    }
    return ranges
  }

  private static func isTime(_ field: Substring) -> Bool {
    field.contains(":") && field.last?.isNumber == true && EditDecisionList.time(field) != nil
  }
}
