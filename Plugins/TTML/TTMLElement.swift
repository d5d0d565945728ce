import Subtitles
import Timeline
import Transcript

/// An element that is open while a document is read.
struct TTMLElement {
  enum Kind: Equatable {
    case root, head, styling, layout, metadata
    case style, initial, region, agent
    case field(TTMLMetadata.Field)
    case container, paragraph, span, lineBreak, image, set
    case ignored

    /// Whether it has text of cues in it, and times.
    var isContent: Bool { [.container, .paragraph, .span, .lineBreak, .image, .set].contains(self) }
  }

  var kind: Kind
  /// What it is called, where it is metadata that nothing is made of and has, so far, nothing in it but text.
  var unknownName: String?
  var begin = MediaTime.zero
  /// Nil where nothing ends it.
  var end: MediaTime?
  /// Whether it says itself when it ends, and that is not just the end of what is around it.
  var hasOwnEnd = false
  /// Whether it has text that nothing in it ends.
  var isOpen = false
  /// When the last of its children is over, so far: where the next one of a sequence begins.
  var cursor = MediaTime.zero
  var isSequence = false
  var preservesSpace = false
  var language = LanguageTag.undetermined
  /// What it and those around it say, without the region.
  var style = TTMLStyle()
  /// Whether the colour is that of a span and not of a paragraph or what is around it.
  var hasOwnColor = false
  var isHidden = false
  /// When it can be seen, where `set` elements say so.
  var visibility = TTMLVisibility()
  /// The region that it or one of those around it names.
  var region: TTMLRegion?
  var hasOwnRegion = false
  /// How text in it is placed; set with the paragraph, and with spans that have a region of their own.
  var placement: CuePlacement?
  /// When it is sung, in lyrics that have times of words.
  var wordStart: MediaTime?
  /// What `ttm:agent` refers to.
  var agent: String?
  var ruby = TTMLStyle.Ruby.none
  /// Whether a picture stands for text.
  var hasImage = false
  /// What an image shows, in words.
  var alternativeText: String?

  /// The attributes of TTML that an element has, sorted by what they are about.
  struct Attributes {
    var core: [String: String] = [:]
    var xml: [String: String] = [:]
    var metadata: [String: String] = [:]
    var parameters: [String: String] = [:]
    var style = TTMLStyle()
    var hasBackgroundImage = false

    init(_ attributes: [XMLEvent.Attribute]) {
      for attribute in attributes {
        switch TTMLNamespace(attribute.namespace) {
        case .core: core[attribute.name] = attribute.value
        case .xml: xml[attribute.name] = attribute.value
        case .metadata: metadata[attribute.name] = attribute.value
        case .parameter: parameters[attribute.name] = attribute.value
        case .styling: style.set(attribute.name, attribute.value)
        case .smpte: hasBackgroundImage = hasBackgroundImage || attribute.name == "backgroundImage"
        case .other: continue
        }
      }
    }

    /// Drafts had it without its prefix.
    var id: String? { xml["id"] ?? core["id"] }

    /// The styles that it refers to.
    var references: [String] { core["style"].map { Self.words($0) } ?? [] }

    private static func words(_ text: String) -> [String] {
      text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init)
    }
  }
}
