#pragma once
// Debian's libxml2 declares its encodings with ICU's types, which clash with those of Foundation's own ICU. Nothing
// that is used here has them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
