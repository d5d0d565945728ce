public import PluginKit

/// How EBU STL files are read and written.
public struct EBUSTLConfiguration: PluginConfiguration {
  /// What the subtitles are for: `open` for text that is put into the picture, with italics and underlining; `teletext`
  /// for level 1 teletext with colours, boxed and double height. `open`, since that keeps what most subtitles have.
  public var displayStandard = "open"
  /// Frames a second of the time codes: `24`, `25`, `30`; `auto` takes the nearest to those of the document, and `25`
  /// where it has none, as the format comes from countries that have it.
  public var frameRate = "auto"
  /// Whether time codes of 30 frames a second are those of 29.97 that drop numbers to keep up with the clock, when read
  /// and when written. On, since television at that rate has them; the file cannot say it.
  public var dropFrame = true
  /// The time code of the first frame of the programme: written into the file and added to all times. When read, `auto`
  /// takes what the file says, unless most of its subtitles come before that. Writing takes `auto` for `00:00:00:00`.
  public var programmeStart = "auto"
  /// The characters that are written: `latin`, `cyrillic`, `arabic`, `greek`, `hebrew`; a file has one set. `auto` takes
  /// the one that holds most of the text.
  public var characterTable = "auto"
  /// The day that files say they were made, `YYMMDD`. A fixed one, so that the same subtitles give the same bytes.
  public var creationDate = "000101"

  public init() {}

  public static let choices = [
    "displayStandard": ["open", "teletext"], "frameRate": ["auto", "24", "25", "30"],
    "characterTable": ["auto", "latin", "cyrillic", "arabic", "greek", "hebrew"],
  ]
}
