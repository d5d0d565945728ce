import Subtitles
import Timeline

/// Styles, regions and metadata.
extension TTMLReader {
  /// - Parameter parent: what it stands in; the element itself is on the stack.
  mutating func startHead(
    _ kind: TTMLElement.Kind, _ attributes: TTMLElement.Attributes, in parent: TTMLElement, _ line: Int
  ) throws {
    switch kind {
    case .initial:
      sheet.initial = attributes.style.over(sheet.initial)
    case .style:
      if parent.kind == .region {
        // Styles in a region prevail over those that it refers to; its own attributes prevail over both.
        let style = attributes.style.over(sheet.style(attributes.references))
        if let earlier = openRegion?.nested { openRegion?.nested = style.over(earlier) }
      } else if let id = attributes.id {
        sheet.define(id, attributes.style, basedOn: attributes.references)
      }
    case .region:
      var region = TTMLRegion()
      region.id = attributes.id ?? ""
      region.style = attributes.style
      region.references = attributes.references
      if let interval = try interval(attributes, from: .zero, within: nil, line) {
        (region.begin, region.end) = interval
      }
      openRegion = region
    case .agent:
      metadata.startAgent(attributes.id)
    case .field(.agentName):
      stack[stack.count - 1].kind = .field(.agentName(isWhole: attributes.core["type"] == "full"))
      fieldText = ""
    case .field:
      fieldText = ""
    default:
      break
    }
  }

  mutating func endHead(_ element: TTMLElement) {
    switch element.kind {
    case .region: endRegion()
    case .agent: metadata.endAgent()
    case .field(let field):
      metadata.finish(field, fieldText, isOfDocument: !stack.contains { $0.kind.isContent })
      if field == .alternativeText, let index = stack.lastIndex(where: { $0.kind.isContent }) {
        stack[index].alternativeText = fieldText
      }
    default: break
    }
  }

  /// A region in the layout may be named by what is shown in it; one inside of an element is that of the element.
  private mutating func endRegion() {
    guard var region = openRegion, let parent = stack.indices.last else { return }
    openRegion = nil
    region.style = region.style.over(region.nested).over(sheet.style(region.references)).over(sheet.initial)
    if stack[parent].kind == .layout {
      if regions[region.id] == nil { regions[region.id] = region }
    } else {
      stack[parent].region = region
      stack[parent].placement = placement(in: stack[parent])
    }
  }
}

extension TTMLPicture {
  /// As the root element describes it.
  init(_ attributes: TTMLElement.Attributes) {
    if let cells = Self.pair(attributes.parameters["cellResolution"]) { (columns, rows) = cells }
    if let extent = attributes.style.extent, extent.allSatisfy({ $0.unit == .pixel && $0.value >= 1 }) {
      pixels = (extent[0].value, extent[1].value)
      aspectRatio = extent[0].value / extent[1].value
    }
    let ratio = attributes.parameters["displayAspectRatio"] ?? attributes.parameters["aspectRatio"]
    if let ratio = Self.pair(ratio) { aspectRatio = ratio.0 / ratio.1 }
  }

  private static func pair(_ text: String?) -> (Double, Double)? {
    let numbers = (text ?? "").split(maxSplits: 4) { $0 == " " }.compactMap { Double($0) }
    guard numbers.count == 2, numbers.allSatisfy({ (1...10_000).contains($0) }) else { return nil }
    return (numbers[0], numbers[1])
  }
}
