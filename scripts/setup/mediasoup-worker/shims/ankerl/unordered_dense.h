// Stands in for ankerl::unordered_dense where that header-only library is not packaged. The worker
// uses only what the standard containers offer too.
#pragma once

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename Key>
	using hash = std::hash<Key>;

	template<
	  typename Key,
	  typename Value,
	  typename Hash     = std::hash<Key>,
	  typename KeyEqual = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, KeyEqual>;

	template<typename Key, typename Hash = std::hash<Key>, typename KeyEqual = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, KeyEqual>;
} // namespace ankerl::unordered_dense
