public import PluginKit

/// How SCC files are read and written.
public struct SCCConfiguration: PluginConfiguration {
  /// Whether written time codes drop numbers (`00:00:00;00`) to keep up with the clock. On, since broadcasters of 29.97
  /// frames a second ask for it; files that are read say themselves what they do.
  public var dropFrame = true
  /// The time code of the first frame of the programme: `01:00:00:00` for many a tape. Times that are read count from
  /// there. `00:00:00:00`, since nothing in a file tells it.
  public var programmeStart = "00:00:00:00"
  /// What becomes of captions that roll up: `screen` gives a cue for each state of the picture, so lines are repeated as
  /// they move up; `lines` one for each line, for reading. `screen`, since that is what was shown.
  public var rollUp = "screen"

  public init() {}

  public static let choices = ["rollUp": ["screen", "lines"]]
}
