const data = [{"id": 687, "talk_title": "Weaving baskets", "start": 1719209700000, "end": 1719211800000}, {"id": 451, "talk_title": "Binding brooms", "start": 1719212400000, "end": 1719214200000}];
export default data;
